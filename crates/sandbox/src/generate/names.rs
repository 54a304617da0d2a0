//! Names of people, streets and companies, none of them real.

pub(super) const FIRST_NAMES: [&str; 32] = [
    "Anna", "Bart", "Carla", "Daan", "Els", "Floor", "Gijs", "Hanna", "Iris", "Jasper", "Karin",
    "Lars", "Maaike", "Niels", "Oscar", "Petra", "Quinten", "Roos", "Sander", "Tess", "Ursula",
    "Vera", "Wouter", "Yara", "Zoë", "Bram", "Femke", "Joris", "Lotte", "Merel", "Ruben", "Sofie",
];

pub(super) const LAST_NAMES: [&str; 32] = [
    "Zonnebeek",
    "van Wolkendam",
    "Rietakker",
    "Molenhorster",
    "de Havermout",
    "Kersenboom",
    "Lindezand",
    "van der Duinroos",
    "Biezenveld",
    "Wilgenaar",
    "Sterrenburger",
    "Tulpstra",
    "van Veenwater",
    "Klaproosema",
    "Noordzeeman",
    "Heideblom",
    "ter Waterlelie",
    "Appelgaarde",
    "Zilverspar",
    "van 't Riet",
    "Meerkoeter",
    "Notenkraker",
    "Vuurtorens",
    "Ganzeveer",
    "Eikenhart",
    "Bloesemdijk",
    "Winterkoning",
    "Haverkist",
    "de Zeewind",
    "Polderman van Vlas",
    "Roodborst",
    "Kiezelsteen",
];

pub(super) const STREETS: [&str; 16] = [
    "Appelstraat",
    "Berkenpad",
    "Citroenlaan",
    "Dadelweg",
    "Esdoornhof",
    "Fluitekruid",
    "Gerststraat",
    "Haverkade",
    "Irislaan",
    "Jasmijnplein",
    "Kaneelsteeg",
    "Lindedijk",
    "Muntgracht",
    "Notenweg",
    "Olijfstraat",
    "Peperpad",
];

pub(super) const COMPANIES: [&str; 12] = [
    "Koffiehuis De Vlonder",
    "Boekhandel Inktvis",
    "Lunchroom Kruimel",
    "Kantoor Paperclip",
    "Hotel Zeevonk",
    "Theesalon Porselein",
    "Architecten Passer",
    "Drukkerij Letterbak",
    "Praktijk Evenwicht",
    "Bakkerij Desem",
    "Studio Lijn",
    "Garage Moersleutel",
];

/// Cities of a country, with the first part of a postcode.
pub(super) fn cities(country: &str) -> &'static [(&'static str, i64)] {
    match country {
        "BE" => &[("Gent", 9000), ("Antwerpen", 2000), ("Leuven", 3000), ("Brugge", 8000)],
        "DE" => &[("Köln", 50667), ("Münster", 48143), ("Berlin", 10115)],
        "FR" => &[("Lille", 59000), ("Lyon", 69001), ("Nantes", 44000)],
        "AT" => &[("Wien", 1010), ("Graz", 8010)],
        "DK" => &[("Aarhus", 8000), ("Odense", 5000)],
        "CH" => &[("Basel", 4001), ("Bern", 3011)],
        "NO" => &[("Oslo", 150), ("Bergen", 5003)],
        "GB" => &[("Leeds", 1), ("Bristol", 2)],
        _ => &[
            ("Amersfoort", 3811),
            ("Zwolle", 8011),
            ("Utrecht", 3511),
            ("Groningen", 9711),
            ("Breda", 4811),
            ("Haarlem", 2011),
            ("Nijmegen", 6511),
            ("Amsterdam", 1011),
        ],
    }
}
