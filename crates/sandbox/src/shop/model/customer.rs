//! Who bought.

use rust_decimal::Decimal;

/// The account of a customer who logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Unique among accounts.
    pub id: i64,
    /// Discount in per cent, already in the prices.
    pub discount_percentage: Decimal,
}

/// Who bought, as typed at the checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Where the bill goes.
    pub billing: Address,
    /// Where the goods go, if elsewhere.
    pub delivery: Option<Address>,
    /// E-mail address.
    pub email: String,
    /// `b2b` rather than `b2c`.
    pub business: bool,
    /// VAT number as typed, or empty.
    pub vat_number: String,
    /// Chamber of commerce number, or empty.
    pub chamber_of_commerce: String,
    /// The customer's own reference, or empty.
    pub reference: String,
}

impl Customer {
    /// What of [`Customer::rare`] nobody else has: where one of these words is found, it is theirs.
    pub const RARE: [&str; 7] =
        ["Quirinus", "Zandloper", "zandloper@", "Dreefweg", "9876ZQ", "Oosterbierum", "698765432"];

    /// A consumer whose every particular is theirs alone.
    pub fn rare() -> Self {
        let usual = Self::example();
        Self {
            billing: Address {
                first_name: "Quirinus".to_owned(),
                last_name: "Zandloper".to_owned(),
                street: "Dreefweg".to_owned(),
                postcode: "9876 ZQ".to_owned(),
                city: "Oosterbierum".to_owned(),
                telephone: "698765432".to_owned(),
                ..usual.billing
            },
            email: "Zandloper@voorbeeld.example".to_owned(),
            ..usual
        }
    }

    /// The words of [`Customer::RARE`] that stand in any of these files, whatever their capitals and spaces. The
    /// letters of the postcode belong to it: its figures alone stand in many a number and time.
    pub fn traces<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> Vec<&'static str> {
        let solid = |file: &[u8]| -> Vec<u8> {
            file.iter().filter(|own| **own != b' ').map(u8::to_ascii_lowercase).collect()
        };
        let files: Vec<Vec<u8>> = files.into_iter().map(solid).collect();
        let stands = |word: &str| {
            let word = word.to_ascii_lowercase();
            files.iter().any(|file| file.windows(word.len()).any(|part| part == word.as_bytes()))
        };
        Self::RARE.into_iter().filter(|word| stands(word)).collect()
    }

    /// A consumer in Amersfoort.
    pub fn example() -> Self {
        Self {
            billing: Address {
                first_name: "Anna".to_owned(),
                last_name: "Voorbeeld".to_owned(),
                company: String::new(),
                street: "Voorbeeldstraat".to_owned(),
                house_number: 3,
                house_number_suffix: String::new(),
                postcode: "3811ab".to_owned(),
                city: "Amersfoort".to_owned(),
                country: "Nederland".to_owned(),
                country_code: "NL".to_owned(),
                telephone: "612345678".to_owned(),
            },
            delivery: None,
            email: "klant1@voorbeeld.example".to_owned(),
            business: false,
            vat_number: String::new(),
            chamber_of_commerce: String::new(),
            reference: String::new(),
        }
    }
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Company, or empty.
    pub company: String,
    /// Street.
    pub street: String,
    /// House number.
    pub house_number: i64,
    /// What follows the house number, or empty.
    pub house_number_suffix: String,
    /// Postcode as typed.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Name of the country in the order's language.
    pub country: String,
    /// ISO 3166-1 alpha-2 code.
    pub country_code: String,
    /// Telephone number, without its leading nought.
    pub telephone: String,
}

impl Address {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Street, number and suffix on one line.
    pub fn line(&self) -> String {
        format!("{} {}{}", self.street, self.house_number, self.house_number_suffix)
    }
}
