"""What English-speaking customers say: for each family, words that must be heard and words that only look like it."""

import pytest

from huitou.method import acknowledgements

HEARD = {
    "food-safety": [
        "We both had food poisoning after dinner at your place",
        "My son has been vomiting all night since the chicken",
        "The milk was two weeks past its sell by date",
        "your burger made me ill, I spent the night in the bathroom with diarrhoea",
        "the chicken was raw inside",
    ],
    "injury": [
        "The kettle lid came off and I scalded my hand",
        "I slipped on your wet floor and broke my wrist",
        "my daughter was hurt when the shelf fell on her",
        "The glass shattered and I cut my finger, five stitches",
        "Your guard pushed me and my lip was bleeding",
    ],
    "gas-leak": [
        "Since the boiler was fitted we smell gas in the kitchen",
        "there is a gas leak at the cooker your man installed",
        "The carbon monoxide alarm went off twice last night",
        "gas is escaping from the new hose",
    ],
    "fire": [
        "The dryer caught fire this morning",
        "Smoke came out of the charger",
        "there was a burning smell and then flames",
        "The battery exploded on my desk",
    ],
    "electric-shock": [
        "I got an electric shock from the washing machine",
        "sparks flew out of the socket you fitted",
        "It gave my wife a shock when she touched the tap",
        "the toaster short circuited",
    ],
    "broken-tooth": [
        "There was a stone in the rice and I broke a tooth",
        "I chipped my front tooth on your nut bar",
        "bit on something hard and cracked a tooth",
        "lost a filling in your so-called soft caramel",
    ],
    "foreign-object": [
        "I found a hair in my soup",
        "There was a piece of glass in the salad",
        "maggots in the apple pie",
        "a fly in my drink and nobody cared",
    ],
    "water-leak": [
        "The dishwasher is leaking all over the floor",
        "a pipe burst after your plumber left",
        "Our flat is flooded because of the new valve",
        "water dripping from the air conditioner onto the parquet",
    ],
    "property-damage": [
        "Your delivery men scratched the floor",
        "the fitter drilled through the wall into next door",
        "You ruined my best coat at the dry cleaner's",
        "they damaged our front door and just left",
    ],
    "privacy-leak": [
        "You shared my number with some agency and the spam calls don't stop",
        "I can see someone else's account when I log in",
        "there was a hidden camera in the changing room",
        "You leaked my data",
    ],
    "fraud": [
        "This is a scam, you sold me a refurbished phone as new",
        "Your salesman lied to me about the contract",
        "I feel ripped off",
        "the advert is misleading",
    ],
    "money-loss": [
        "We lost business all day because the card machine was down",
        "The money has disappeared from my account",
        "I am 300 out of pocket because of your delay",
        "my bike was stolen from your bike room",
    ],
    "data-loss": [
        "I got my phone back from repair and all the photos are gone",
        "your update wiped my contacts",
        "You deleted my playlists without asking",
        "we lost all our files after your migration, data loss everywhere",
    ],
    "repeat": [
        "This is the third time this has broken",
        "I have called you seven times and it is still not fixed",
        "Same problem again and again",
        "the second engineer came and it keeps failing",
    ],
    "outage": [
        "We have had no internet since Monday",
        "The broadband is down and I work from home",
        "no signal in the whole street",
        "we were cut off for two days",
    ],
    "threat": [
        "If I don't hear from you I'll go to the press",
        "My lawyer will contact you",
        "I will report you to trading standards",
        "I'm going to post all of this on Facebook",
        "see you in court",
    ],
    "wrong-charge": [
        "You charged me twice for the same thing",
        "there is a hidden fee on my bill",
        "I was overcharged by 40 pounds",
        "where is my refund, it has been three weeks",
        "my bill is wrong again",
    ],
    "no-show": [
        "The engineer never turned up",
        "I took a day off and nobody came",
        "your technician didn't show up on Tuesday",
        "They cancelled on me last minute",
    ],
    "rude-staff": [
        "The woman at the desk was so rude",
        "he hung up on me",
        "your driver shouted at my mother",
        "staff completely ignored us",
        "They passed me around, nobody wanted to help, very condescending",
    ],
    "wrong-item": [
        "You sent me the wrong size",
        "two screws are missing from the box",
        "This is not what I ordered",
        "it doesn't match the picture",
    ],
    "late-delivery": [
        "My sofa still hasn't arrived",
        "the parcel was delivered late, after the birthday",
        "It is now ten days late",
        "I never received my order",
    ],
    "broken-on-arrival": [
        "The vase arrived in pieces",
        "screen was cracked when I opened the box",
        "It came damaged, dead on arrival",
        "brand new and it never worked",
    ],
    "long-wait": [
        "I waited over two hours at the counter",
        "on hold for 45 minutes",
        "nobody answers your phone",
        "I wrote last week and got no reply",
        "The queue was out of the door, we stood in line forever",
    ],
    "stopped-working": [
        "The fridge is not cooling",
        "my washing machine stopped working after a month",
        "It won't turn on",
        "the wifi is slow every evening",
    ],
    "dirty": [
        "The tables were sticky and the floor filthy",
        "your toilets are dirty",
        "I saw a mouse run under the counter",
        "the glasses were not clean",
    ],
    "leaving": [
        "I want to cancel my contract",
        "Never again, we will go elsewhere",
        "please close my account",
        "You have lost a customer",
    ],
    "child": [
        "I have a three month old baby and no hot water",
        "the kids were crying",
        "Our toddler nearly fell",
        "my children wait every day",
    ],
    "elderly": [
        "My grandmother is 86 and cannot get downstairs",
        "I am in a wheelchair and there is no ramp",
        "my wife is pregnant",
        "he is blind and your app is useless to him",
    ],
    "praise": [
        "I just want to thank your fitter, excellent job",
        "Sarah on the phone was very helpful and so patient",
        "Great service, would recommend",
        "very happy with the new boiler",
    ],
}

NOT_HEARD = {
    "food-safety": [
        "It is not food poisoning, do not worry",
        "I was on sick leave",
        "nobody threw up",
        "How long does the milk keep?",
    ],
    "injury": [
        "Luckily nobody was hurt",
        "No one got injured",
        "You hurt my feelings",
        "hit me with a new fee",
        "no injuries or burns",
    ],
    "gas-leak": ["There was no gas leak", "my gas bill is late", "I don't smell gas any more", "gas fitter wanted"],
    "fire": [
        "My smoke alarm needs a battery",
        "the bill exploded",
        "There was no fire and no smoke",
        "Fire TV stick will not pair",
    ],
    "electric-shock": ["I was shocked by the price", "no sparks", "the electric blanket is lovely", "spark of an idea"],
    "broken-tooth": [
        "the comb has a missing tooth",
        "I did not break a tooth",
        "my toothbrush arrived",
        "teeth whitening offer",
    ],
    "foreign-object": [
        "the hair dryer works",
        "no hair in the soup this time",
        "a glass of wine",
        "plastic bags cost extra",
    ],
    "water-leak": [
        "It does not leak any more",
        "we are flooded with emails",
        "no leaks so far",
        "gas leak",
        "you leaked my data",
    ],
    "property-damage": [
        "they did not damage my door",
        "nothing was scratched",
        "the wall paint is nice",
        "a ruined castle nearby",
    ],
    "privacy-leak": [
        "where is your privacy policy",
        "You did not leak my data",
        "update my personal details please",
        "privacy settings",
    ],
    "fraud": ["thank your fraud team", "it is not a scam", "nobody lied to me", "not misleading at all"],
    "money-loss": ["we did not lose money", "no financial loss", "nothing was stolen", "lost property office"],
    "data-loss": ["no data was lost", "I deleted the app", "photos look great", "wipe the screen"],
    "repeat": [
        "first time caller",
        "I have bought here three times, lovely",
        "once again thank you",
        "many times over the years",
    ],
    "outage": [
        "there is no service charge, right?",
        "the internet works",
        "I am not without power",
        "how do I get online banking",
    ],
    "threat": [
        "I am not going to call a lawyer",
        "I don't want to go to the press",
        "the tennis court was wet",
        "I spoke to Sue",
        "I saw you on Facebook",
    ],
    "wrong-charge": ["there was no extra charge", "the charger is blue", "how do I pay my bill", "free of charge"],
    "no-show": ["He came on time", "the show was great", "she arrived early", "will you come on Friday?"],
    "rude-staff": ["nobody was rude", "He was not rude at all", "a crude drawing", "I hung the picture up"],
    "wrong-item": ["nothing is missing", "the right size", "it was not the wrong item", "I miss you all"],
    "late-delivery": ["it arrived early", "The parcel has arrived", "see you later", "latest model"],
    "broken-on-arrival": ["it arrived safely", "not broken on arrival", "nothing was smashed", "two pieces of cake"],
    "long-wait": ["I can't wait to see it", "no long wait at all", "wait a moment", "quick reply, thanks"],
    "stopped-working": ["it was not my fault", "broken English", "it is not broken", "works like a charm"],
    "dirty": ["not dirty at all", "a dirty trick", "clean and bright", "dust cover"],
    "leaving": [
        "I don't want to cancel my contract",
        "leave it with the neighbour",
        "how do I renew",
        "I am not leaving",
    ],
    "child": ["child's play", "baby steps", "the child lock is on", "no children live here"],
    "elderly": ["it fell on deaf ears", "be patient", "old stock", "turn a blind eye"],
    "praise": [
        "not impressed",
        "thank you so much for nothing",
        "I would be grateful if you could check",
        "complimentary water",
        "not very helpful",
    ],
}


@pytest.mark.parametrize(("family", "words"), [(family, words) for family in HEARD for words in HEARD[family]])
def test_heard(family: str, words: str) -> None:
    assert family in acknowledgements.read(words).families


@pytest.mark.parametrize(("family", "words"), [(family, words) for family in NOT_HEARD for words in NOT_HEARD[family]])
def test_not_heard(family: str, words: str) -> None:
    assert family not in acknowledgements.read(words).families


def test_every_family_has_examples_of_both_kinds() -> None:
    named = {family.code for family in acknowledgements.families()} - {acknowledgements.GENERAL}
    assert set(HEARD) == set(NOT_HEARD) == named
    assert min(len(examples) for table in (HEARD, NOT_HEARD) for examples in table.values()) >= 4
