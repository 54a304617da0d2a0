//! What the shop sells. Prices are Dutch, with VAT.

use rust_decimal::Decimal;

use super::regime::Tariff;

/// How many of a product people take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// One to three.
    Few,
    /// Six, twelve or twenty-four.
    Crate,
    /// Kilograms with decimals.
    Kilos,
    /// Dozens, at a price with fractions of a cent.
    Loose,
}

/// A product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product {
    pub(super) article: &'static str,
    pub(super) name: &'static str,
    pub(super) tariff: Tariff,
    /// In hundredths of a cent.
    price: i64,
    pub(super) counts: Counts,
    /// Weight of one, in grams.
    grams: i64,
    /// Deposit on one, in cents; nought for none.
    deposit: i64,
    /// What must be chosen: name, and values with what they add in cents.
    pub(super) option: Option<(&'static str, &'static [(&'static str, i64)])>,
}

impl Product {
    /// Price of one, with Dutch VAT.
    pub(super) fn price(&self) -> Decimal {
        Decimal::new(self.price, 4)
    }

    /// Weight of one in kg.
    pub(super) fn weight(&self) -> Decimal {
        Decimal::new(self.grams, 3)
    }

    /// Deposit on one, if there is any.
    pub(super) fn deposit(&self) -> Option<Decimal> {
        (self.deposit > 0).then(|| Decimal::new(self.deposit, 2))
    }
}

const GRIND: &[(&str, i64)] = &[("Bonen", 0), ("Filter", 25), ("Espresso", 25)];
const COLOUR: &[(&str, i64)] = &[("Wit", 0), ("Zwart", 0), ("Koper", 750)];
const ENGRAVING: &[(&str, i64)] = &[("Zonder", 0), ("Met naam", 495)];

const fn low(article: &'static str, name: &'static str, cents: i64, grams: i64) -> Product {
    let (price, tariff) = (cents * 100, Tariff::Low);
    Product { article, name, tariff, price, counts: Counts::Few, grams, deposit: 0, option: None }
}

const fn normal(article: &'static str, name: &'static str, cents: i64, grams: i64) -> Product {
    Product { tariff: Tariff::Normal, ..low(article, name, cents, grams) }
}

impl Product {
    const fn choose(self, name: &'static str, values: &'static [(&'static str, i64)]) -> Self {
        Self { option: Some((name, values)), ..self }
    }

    const fn in_crates(self, deposit: i64) -> Self {
        Self { counts: Counts::Crate, deposit, ..self }
    }

    const fn by_weight(self) -> Self {
        Self { counts: Counts::Kilos, ..self }
    }

    /// Sold loose, at a price in hundredths of a cent.
    const fn loose(self, price: i64) -> Self {
        Self { counts: Counts::Loose, price, ..self }
    }
}

/// All products.
pub(super) const PRODUCTS: [Product; 41] = [
    low("KOF-001", "Koffie Ochtendmist 250 g", 795, 260).choose("Maling", GRIND),
    low("KOF-002", "Koffie Havenlicht 500 g", 1395, 515).choose("Maling", GRIND),
    low("KOF-003", "Koffie Duinpad cafeïnevrij 250 g", 845, 260).choose("Maling", GRIND),
    low("KOF-004", "Koffiebonen Zwarte Tulp per kilo", 2395, 1000).by_weight(),
    low("KOF-005", "Koffiebonen Zomerdijk per kilo", 2749, 1000).by_weight(),
    low("KOF-006", "Espressocups Noordkaap, 20 stuks", 899, 140),
    low("KOF-007", "Proefpakket koffie van de maand", 1995, 620),
    low("THE-001", "Theekistje Polderbries", 1250, 180),
    low("THE-002", "Groene thee Waterlelie 100 g", 675, 110),
    low("THE-003", "Zwarte thee Kasteeltuin 100 g", 625, 110),
    low("THE-004", "Rooibos Avondrood 100 g", 595, 110),
    low("THE-005", "Losse muntthee per kilo", 3890, 1000).by_weight(),
    low("THE-006", "Theeblokjes Bloesem per stuk", 0, 4).loose(3950),
    low("DRI-001", "Koude koffie Vlonder blik 25 cl", 225, 270).in_crates(15),
    low("DRI-002", "IJsthee Steiger blik 33 cl", 195, 350).in_crates(15),
    low("DRI-003", "Gemberlimonade Brug fles 1 l", 345, 1100).in_crates(25),
    low("LEK-001", "Stroopwafels Windveer 10 stuks", 495, 390),
    low("LEK-002", "Chocolade Nachtvaart 72 % reep", 379, 90),
    low("LEK-003", "Amandelkoekjes Zilverspar", 465, 200),
    low("LEK-004", "Suikersticks per stuk", 0, 5).loose(725),
    low("BOE-001", "Boek: Koffie zetten zonder haast", 2299, 540),
    low("BOE-002", "Boek: De theetuin aan huis", 1999, 480),
    low("BOE-003", "Boek: Bakken bij de koffie", 2750, 820),
    low("BOE-004", "Boek: Kleine geschiedenis van de kop", 1650, 310),
    low("BOE-005", "Receptenschrift Keukentafel", 895, 220),
    normal("KEU-001", "Keramische mok Veenwolk", 1295, 380).choose("Kleur", COLOUR),
    normal("KEU-002", "Espressokopjes Roodborst, set van 4", 2995, 640),
    normal("KEU-003", "Cafetière Hoogwater 1 l", 3495, 900),
    normal("KEU-004", "Filterhouder Zandbank", 1850, 320).choose("Kleur", COLOUR),
    normal("KEU-005", "Handmolen Kiezel", 5995, 720),
    normal("KEU-006", "Elektrische molen Basalt", 12900, 2100),
    normal("KEU-007", "Waterkoker Reiger met zwanenhals", 8995, 1300),
    normal("KEU-008", "Theepot Rietkraag 1,2 l", 4250, 980),
    normal("KEU-009", "Theezeef Libel", 795, 60),
    normal("KEU-010", "Weegschaal Veertje", 3999, 410),
    normal("KEU-011", "Melkopschuimer Schuimkop", 2450, 260),
    normal("KEU-012", "Thermosbeker Wandelvriend", 2695, 330).choose("Gravure", ENGRAVING),
    normal("KEU-013", "Snijplank Eikenhart", 3250, 1400).choose("Gravure", ENGRAVING),
    normal("KEU-014", "Theedoeken Blokjes, set van 3", 1795, 240),
    normal("KEU-015", "Papieren filters maat 2 per stuk", 0, 2).loose(395),
    normal("KEU-016", "Voorraadblik Zolder", 1495, 290),
];

/// Id of a product in the shop, by its place in the list.
pub(super) fn product_id(place: usize) -> i64 {
    845_754_000 + i64::try_from(place).unwrap_or(0) * 37
}
