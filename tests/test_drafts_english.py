"""Drafts from sentences in English."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# en
At least 31 people were killed and 54 others injured when a bus plunged into a ravine, police \
said on Monday.
    killed >=31 police; wounded 54 police
The Health Ministry said 12 children were among the 45 dead.
    killed 45 Health Ministry; killed 12 Health Ministry
Rescuers have pulled 23 bodies from the river, and 17 people are still missing.
    killed 23; missing 17
A roadside bomb killed three soldiers and wounded five more in Helmand, the army said.
    killed 3 army; wounded 5 army
Gunmen abducted 87 pupils from a school in Kaduna on Thursday.
    captured 87
The rebels said they had captured 40 government soldiers and killed 12.
    captured 40 rebels; killed 12 rebels
Between 200 and 250 people drowned, according to the coast guard.
    killed 200–250 coast guard
Nearly 9,000 troops have been deployed along the border.
    deployed ~9,000
The blast left 14 dead, including nine police officers, and 60 wounded, 12 of them seriously.
    killed 14; killed 9; wounded 60; wounded 12
Fewer than 500 people died in the floods of 1998.
    killed <500
Up to 300 fighters may have been killed, a senior official told Reuters.
    killed <=300 senior official
Ukraine's General Staff put Russian losses at 1,200 killed and wounded over the past day.
    killed+wounded 1,200 Ukraine's General Staff
Six of the 22 passengers died at the scene; the other 16 were taken to hospital.
    killed 6
Two policemen and a civilian were shot dead.
    killed 2
The army denied that 30 soldiers had been killed.
    killed 30
The suspect, 34, was arrested two days later with 15 kg of explosives.
    -
Some 5,000 homes were destroyed and 20,000 people displaced.
    -
About 3 people per 100,000 die of the disease each year.
    -
The death toll from the earthquake has passed 2,000, with 9,240 injured.
    killed >2,000; wounded 9,240
The death toll climbed to 1,037 on Sunday, state television reported.
    killed 1,037 state television
Seventeen miners were killed and two dozen injured.
    killed 17; wounded 24
Dozens were killed and hundreds more wounded in the shelling.
    killed unknown; wounded unknown
The attack killed 8 and injured 22, Mayor I. T. wrote on Telegram.
    killed 8 Mayor; wounded 22 Mayor
Of the 120 hostages still held in Gaza, 43 are believed dead, Israel says.
    captured 120 Israel; killed 43 Israel
In 2014, 298 people died when flight MH17 was shot down.
    killed 298
Casualties on the Ukrainian side stood at 7 dead and 19 injured, the governor said.
    killed 7 governor; wounded 19 governor
South Korea's spy agency estimated that about 300 North Korean soldiers had been killed and \
2,700 wounded.
    killed ~300 South Korea's spy agency; wounded 2,700 South Korea's spy agency
Zelensky said 4,000 North Korean troops had been killed or wounded.
    killed+wounded 4,000 Zelensky
The crash killed all 62 people on board.
    killed 62
Hamas is holding 24 living hostages, and the bodies of 34 others.
    captured 24; killed 34
The number of wounded rose to 230.
    wounded 230
More than one million people were killed or injured in the war.
    killed+wounded >1,000,000
An average of 12 people are killed every day on the country's roads.
    -
Police fired 150 rounds of tear gas at 3,000 protesters; no one was hurt.
    -
Russia lost 1.2 million soldiers killed, wounded or missing, the ministry claims.
    killed+wounded+missing 1,200,000 ministry
Five people have died and eleven are in hospital with burns.
    killed 5; wounded 11
A 12-year-old boy and his two sisters were killed in the strike.
    killed 2
Officials said at least 16 people, most of them women, died in the stampede.
    killed >=16 Officials
The airstrike killed an estimated 40 to 50 militants.
    killed ~40–50
120 killed, 300 hurt as train derails in Odisha
    killed 120; wounded 300
Israeli fire killed 27 Palestinians waiting for aid and wounded more than 180, Gaza's civil \
defence agency said.
    killed 27 Gaza's civil defence agency; wounded >180 Gaza's civil defence agency
The previous toll was 18 dead.
    killed 18
North Korea sent 11,000 soldiers to Russia last autumn.
    deployed 11,000
The governor of Kherson region, O. P., said on Friday that one person was killed and four were \
injured in Russian shelling over the past day.
    killed 1 governor; wounded 4 governor
Sixty-seven people perished when a ferry sank off Zanzibar; some 200 were rescued.
    killed 67
Israel's military said 33 of its soldiers have died in Lebanon.
    killed 33 Israel's military
The shooting left one person dead and at least a dozen wounded, three of them critically.
    killed 1; wounded >=12; wounded 3
Nine climbers missing after avalanche; four bodies recovered
    missing 9; killed 4
Russia's Defence Ministry claims Ukraine lost more than 600 troops in a single day.
    killed >600 Russia's Defence Ministry
A spokesperson for the UN human rights office said it had verified 10,582 civilian deaths and \
19,875 injuries since February 2022.
    killed 10,582 UN; wounded 19,875 UN
About 40 people were hurt, seven of whom are in critical condition, hospital officials said.
    wounded ~40 hospital officials; wounded 7 hospital officials
In all, 2,977 victims died in the attacks of September 11, 2001.
    killed 2,977
On 12 May at least 25 migrants, among them five women, drowned off the coast of Tunisia.
    killed >=25; killed 5
The cholera outbreak has killed 512 people and infected 17,000.
    killed 512
Police arrested 14 people after the clashes, in which 80 officers were injured.
    wounded 80
He was sentenced to 25 years in prison for killing two women.
    killed 2
"We have 15 dead and more than 50 injured," said the hospital director.
    killed 15 hospital director; wounded >50 hospital director
The ministry put the toll at 46,707 killed and 110,265 wounded.
    killed 46,707 ministry; wounded 110,265 ministry
The bombing, which killed 168 people, was the deadliest on US soil.
    killed 168
As many as 1.5 million Armenians perished.
    killed <=1,500,000
The earthquake killed over 5,000 in Turkey and nearly 2,000 in Syria.
    killed >5,000; killed ~2,000
The regiment suffered 340 casualties, 120 of them fatal.
    casualties 340; killed 120
Kyiv says it holds 6,000 Russian prisoners of war.
    captured 6,000 Kyiv
Hospital officials said they received 22 bodies.
    killed 22 Hospital officials
Fifty-eight people died and more than 500 were hurt in the 2017 Las Vegas shooting.
    killed 58; wounded >500
The UN says 3,000 migrants have died crossing the Mediterranean this year.
    killed 3,000 UN
Authorities had earlier put the death toll at 14.
    killed 14 Authorities
Some 40 houses were burned and at least 12 villagers hacked to death, a local chief told AFP.
    killed >=12 local chief
A car bomb killed at least four people, including the bomber, and injured 11.
    killed >=4; wounded 11
A Palestinian man and two teenagers were killed by Israeli fire on Friday, the ministry said.
    killed 2 ministry
Thousands of people have been displaced and at least 70 killed since fighting broke out.
    killed >=70
The military says 11 insurgents surrendered and 25 hostages were freed.
    captured 11 military
There were 12 people aboard; eight bodies have been recovered.
    killed 8
At its height the coalition had 130,000 troops in Afghanistan.
    deployed 130,000
Spain reported 838 deaths overnight, bringing its total fatalities to 6,528.
    killed 838 Spain; killed 6,528 Spain
The plane, carrying 189 people, crashed minutes after takeoff.
    -
More than 12,000 people gathered in the square to mourn the victims.
    -
Firefighters rescued 35 people from the burning building, where the fire broke out on the 12th \
floor.
    -
The government declared three days of mourning for the dead.
    -
Unemployment rose to 9.5 percent, and 200,000 people lost their jobs.
    -
The 45-year-old was jailed for 12 years for manslaughter.
    -
It was the third deadly attack in two weeks and came five months after the ceasefire.
    -
The city of 300,000 has been under siege since 2013, with wounded fighters evacuated in 40 \
buses.
    -
Some 4,500 police officers were on duty, and 26 flights were cancelled.
    -
The hospital treated 140 patients with minor symptoms and discharged 100 of them.
    -
The bomb contained 20 kg of explosives and left a crater 3 metres wide, killing no one.
    -
Turnout was 62 percent; 3,400 candidates stood for 250 seats in parliament.
    -
He scored 32 goals and died in 1998 at the age of 67.
    -
A total of 1,200 cases of cholera were confirmed in four provinces.
    -
The two countries exchanged 95 prisoners each.
    -
Around 60 percent of those killed were civilians.
    -
One in five soldiers injured in the war suffers from depression.
    -
The attack, at about 8:30 a.m., came two days before the 10th anniversary of the massacre.
    -
The charity says 2.4 million children need food aid in a country where 5 million have fled.
    -
The army said it had destroyed 12 tanks and shot down 3 drones.
    -
The convoy of 20 trucks was hit by 2 missiles, wounding several drivers.
    -
A suicide bomber struck a wedding hall in the Afghan capital late Saturday, killing 63 people \
and wounding 182, officials said Sunday.
    killed 63 officials; wounded 182 officials
Nigeria's army says it has rescued 293 women and girls; no soldier was lost in the operation.
    -
The UN refugee agency estimates that at least 1,750 people have perished attempting the \
crossing, more than 30 times the figure at the same point last year.
    killed >=1,750 UN refugee agency
The toll in Friday's landslide now stands at 19 confirmed dead with 30 unaccounted for.
    killed 19; missing 30
State news agency SANA reported two dead and seven wounded in rocket fire on Aleppo.
    killed 2 SANA; wounded 7 SANA
Two Israelis and four Palestinians have been killed since the unrest began.
    killed 2; killed 4
The Pentagon announced Tuesday that it will send another 560 troops to Iraq, bringing the total \
to 4,647.
    deployed 560 Pentagon
Clashes on Monday left five protesters and one policeman dead.
    killed 5; killed 1
Local media put the number of injured at 47, ten of them in intensive care.
    wounded 47 Local media; wounded 10 Local media
He is accused of ordering the killings of 8,000 Muslim men and boys at Srebrenica in 1995.
    killed 8,000
Of those injured, three were children aged 4, 7 and 9.
    wounded 3
Heavy rains have killed 38 people across six states this month, said the National Disaster \
Agency in a report published on 3 May.
    killed 38 National Disaster Agency
A man, who lost 12 relatives in the strike, said the family had been asleep.
    -
More than half of the 1.3 million people in the city have fled.
    -
An explosion at a coal mine in northern China killed at least 21 and trapped dozens underground,\
 the official Xinhua agency said.
    killed >=21 Xinhua
In one of the worst incidents, gunmen shot dead 26 Christians travelling to a monastery.
    killed 26
France lost 1.4 million men in the First World War.
    killed 1,400,000
Twelve months after the disaster, 11 families still wait for compensation.
    -
The ministry said 135 fighters had been killed and more than 700 wounded since the operation \
began on April 4.
    killed 135 ministry; wounded >700 ministry
The storm killed 6 in Georgia, 4 in Florida and 2 in Alabama.
    killed 6; killed 4; killed 2
Four hostages died and 11 were rescued when commandos stormed the cafe.
    killed 4
The 2004 tsunami left 230,000 people dead or missing in 14 countries.
    killed+missing 230,000
At least seven journalists were among the dead, the union said.
    killed >=7 union
The bus was carrying 52 passengers, 18 of whom died.
    killed 18
Armed men kidnapped three nuns and their driver.
    captured 3
A third of all casualties were caused by improvised bombs.
    -
The soldiers, aged between 19 and 23, were killed when their vehicle hit a mine.
    -
A British soldier and two Afghan interpreters lost their lives in the ambush.
    killed 2
The fire, which claimed 72 lives, began on the fourth floor.
    killed 72
Twenty-one people are dead and at least 19 missing after the dam burst.
    killed 21; missing >=19
The group beheaded 21 Egyptian Christians in Libya in 2015.
    killed 21
More than 50,000 U.S. service members were wounded in Iraq and Afghanistan.
    wounded >50,000
Casualty figures vary: the police speak of 13 dead, hospitals of at least 20.
    killed 13 police
The derailment injured nearly 200 passengers, including 12 children.
    wounded ~200; wounded 12
Some 400 Cuban advisers were stationed there in 1983.
    -
Japan's fire agency said 15 people were confirmed dead and nine were in cardiac arrest.
    killed 15 fire agency
The rebels released 17 of the 40 hostages on Monday.
    -
"We have lost 34 colleagues," said the head of the hospital.
    -
Separately, a grenade attack injured three in Bujumbura.
    wounded 3
Ebola deaths rose to 4,033 from 3,865, the WHO said.
    killed 4,033 WHO
His two sons, aged 6 and 9, were also killed.
    killed 2
The blaze killed 11 and left 4 with severe burns.
    killed 11; wounded 4
Israel says 1,200 people, most of them civilians, were killed on October 7.
    killed 1,200 Israel
At least one person was killed and several were injured.
    killed >=1
An estimated 800,000 people were slaughtered in 100 days.
    killed ~800,000
Four people have been shot dead by police this year.
    killed 4
There are 1,500 wounded and the hospitals are running out of blood, a doctor told the BBC.
    wounded 1,500 doctor
City mayor J. S. confirmed that three people had died.
    killed 3 mayor
Three people died, the fire service confirmed to Reuters.
    killed 3 fire service
Medical sources spoke of 45 dead.
    killed 45 Medical sources
The dead numbered 45, by the government's count.
    killed 45
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
