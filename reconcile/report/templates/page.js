"use strict";
(function () {
  var byId = function (id) { return document.getElementById(id); };
  var all = function (what, where) { return Array.from((where || document).querySelectorAll(what)); };

  // What is laid out as cards on a telephone remains a table to those who hear it.
  var roles = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  all("#rows, #alone").forEach(function (table) {
    table.setAttribute("role", "table");
    all("thead, tbody, tr, td, th", table).forEach(function (one) {
      one.setAttribute("role", roles[one.tagName] || (one.scope === "col" ? "columnheader" : "rowheader"));
    });
  });

  // Put a table in the order of a column: by the first number where its cells are figures or
  // changes, with what says no number last; else as text.
  function keyOf(cell) {
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  }
  var marks = document.documentElement.dataset;
  var number = new RegExp("^([-+−]?)[×~≥≤<>]*(\\d[\\d" + marks.group + "]*(?:[" + marks.point +
    "]\\d+)?)(?:$|[–+*, ])");
  function asNumber(text) {
    var found = number.exec(text);
    if (!found) { return NaN; }
    var plain = found[2].split(marks.group).join("").replace(marks.point, ".");
    return Number(plain) * (/[-−]/.test(found[1]) ? -1 : 1);
  }
  function sort(table, column, down) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row, place) {
      var key = keyOf(row.cells[column]);
      return { row: row, key: key, number: asNumber(key), place: place };
    });
    var counted = rows.filter(function (one) { return !isNaN(one.number); });
    var said = rows.filter(function (one) { return one.key !== ""; });
    var numbers = counted.length * 2 > said.length &&
      rows.every(function (one) { return !isNaN(one.number) || !/\d/.test(one.key); });
    rows.sort(function (a, b) {
      var lacks = numbers ? [isNaN(a.number), isNaN(b.number)] : [a.key === "", b.key === ""];
      if (lacks[0] !== lacks[1]) { return lacks[0] ? 1 : -1; }
      var order = numbers ? a.number - b.number : a.key.localeCompare(b.key, undefined, { numeric: true });
      return (down ? -order : order) || a.place - b.place;
    });
    rows.forEach(function (one) { body.appendChild(one.row); });
  }
  all("table[data-sortable]").forEach(function (table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, column, down);
      });
    });
  });

  // Show the rows that have what is chosen, and tell their source's marks from the others.
  var form = byId("filters");
  if (form) {
    var rows = Array.from(byId("rows").tBodies[0].rows);
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var columns = { source: 1, measure: 5, status: 8 };
    var said = function (row, name) {  // as a choice gives it
      var text = row.cells[columns[name]].firstChild.textContent;
      return text.replace(/[\t\n\f\r ]+/g, " ").replace(/^ | $/g, "");
    };
    var sourceOf = function (row) { return said(row, "source"); };
    var wanted = byId("filter-text"), choices = all("select", form);
    var filter = function () {
      var word = wanted.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (row, place) {
        var fits = texts[place].includes(word) && choices.every(function (choice) {
          return !choice.value || said(row, choice.dataset.of) === choice.value;
        });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      byId("filter-count").textContent = form.dataset.told
        .replace("{shown}", shown).replace("{all}", rows.length);
      highlight(byId("filter-source").value);
    };
    var highlight = function (source) {
      all(".chart").forEach(function (chart) {
        chart.classList.toggle("chosen", Boolean(source));
        all("svg a", chart).forEach(function (mark) {
          var to = source && byId(decodeURIComponent(mark.getAttribute("href").slice(1)));
          mark.classList.toggle("on", Boolean(to) && sourceOf(to) === source);
        });
      });
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(filter); });
    var uncover = function () {
      var id = "";
      try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
      var row = id && byId(id);
      if (row && row.hidden && rows.includes(row)) {
        form.reset();
        setTimeout(function () { row.scrollIntoView(); });
      }
    };
    window.addEventListener("hashchange", uncover);
    filter();
  }

  // One date at a time, chosen with a slider: what is not told anew of a date is as it was before.
  var control = byId("known-control"), slider = byId("known-range"), log = byId("known-log");
  if (control) {
    var dates = Array.from(log.tBodies), latest = {};
    dates.forEach(function (date) {
      var own = all("[data-of]", date), rest = date.querySelector("[data-all]");
      own.forEach(function (row) { latest[row.dataset.of] = row; });
      if (!rest) { return; }
      rest.dataset.all.split(" ").forEach(function (count) {
        var row = latest[count];
        if (!own.includes(row)) {
          row = row.cloneNode(true);
          row.className = row.lastElementChild.textContent = "";
        }
        date.appendChild(row);
      });
      rest.remove();
    });
    var choose = function () {
      var chosen = dates[Number(slider.value)], words = chosen.dataset.words;
      dates.forEach(function (one) { one.hidden = one !== chosen; });
      byId("known-shown").textContent = words;
      slider.setAttribute("aria-valuetext", words);
    };
    control.hidden = dates.length < 2;
    log.parentNode.classList.remove("log");
    slider.addEventListener("input", choose);
    choose();
  }
})();
