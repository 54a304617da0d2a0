//! The table. Standard, reduced, super-reduced and parking rates, and zero where goods are taxed at
//! it. Each state is named by its own law on VAT; a change by the day from which the law held.

use jiff::civil::{Date, date};

use super::Rate;

/// From this day on the rates of all states are known here.
const BEGIN: Date = date(2015, 1, 1);

const fn rate(tenths: i64) -> Rate {
    Rate::always(tenths)
}

/// By state: the first day that is known, and its rates since.
pub(super) const STATES: [(&str, Date, &[Rate]); 27] = [
    ("AT", BEGIN, &AUSTRIA),
    ("BE", BEGIN, &BELGIUM),
    ("BG", BEGIN, &BULGARIA),
    ("CY", BEGIN, &CYPRUS),
    ("CZ", BEGIN, &CZECHIA),
    ("DE", BEGIN, &GERMANY),
    ("DK", BEGIN, &DENMARK),
    ("EE", BEGIN, &ESTONIA),
    ("ES", BEGIN, &SPAIN),
    ("FI", BEGIN, &FINLAND),
    ("FR", BEGIN, &FRANCE),
    ("GR", BEGIN, &GREECE),
    ("HR", BEGIN, &CROATIA),
    ("HU", BEGIN, &HUNGARY),
    ("IE", BEGIN, &IRELAND),
    ("IT", BEGIN, &ITALY),
    ("LT", BEGIN, &LITHUANIA),
    ("LU", BEGIN, &LUXEMBOURG),
    ("LV", BEGIN, &LATVIA),
    ("MT", BEGIN, &MALTA),
    ("NL", date(2001, 1, 1), &NETHERLANDS),
    ("PL", BEGIN, &POLAND),
    ("PT", BEGIN, &PORTUGAL),
    ("RO", BEGIN, &ROMANIA),
    ("SE", BEGIN, &SWEDEN),
    ("SI", BEGIN, &SLOVENIA),
    ("SK", BEGIN, &SLOVAKIA),
];

/// Umsatzsteuergesetz 1994 §10. 13 % since 2016 (before it, 12 % on wine from the farm); 5 % on
/// books and meals during the pandemic; zero on solar panels from 2024 to March 2025 and on hygiene
/// products since 2026; 4.9 % on basic food since July 2026.
const AUSTRIA: [Rate; 8] = [
    rate(200),
    rate(100),
    rate(120).until(date(2015, 12, 31)),
    rate(130).from(date(2016, 1, 1)),
    rate(50).from(date(2020, 7, 1)).until(date(2021, 12, 31)),
    rate(0).from(date(2024, 1, 1)).until(date(2025, 3, 31)),
    rate(0).from(date(2026, 1, 1)),
    rate(49).from(date(2026, 7, 1)),
];

/// Koninklijk besluit nr. 20 (1970). In March 2026 goods and services moved between the rates; the
/// rates stayed. Zero on daily and weekly papers.
const BELGIUM: [Rate; 4] = [rate(210), rate(120), rate(60), rate(0)];

/// Law on VAT art. 66. Zero on bread and flour from July 2022 to 2024.
const BULGARIA: [Rate; 3] =
    [rate(200), rate(90), rate(0).from(date(2022, 7, 1)).until(date(2024, 12, 31))];

/// Law 95(I)/2000. Zero on bread, milk and the like since 5 May 2023, 3 % on books since July 2023.
const CYPRUS: [Rate; 5] = [
    rate(190),
    rate(90),
    rate(50),
    rate(30).from(date(2023, 7, 1)),
    rate(0).from(date(2023, 5, 5)),
];

/// Law 235/2004 §47. 15 and 10 % became 12 % on 1 January 2024, when books went to zero.
const CZECHIA: [Rate; 5] = [
    rate(210),
    rate(150).until(date(2023, 12, 31)),
    rate(100).until(date(2023, 12, 31)),
    rate(120).from(date(2024, 1, 1)),
    rate(0).from(date(2024, 1, 1)),
];

/// Umsatzsteuergesetz §12, and §28 for July to December 2020: 16 and 5 instead of 19 and 7 %. Zero on
/// solar panels since 2023.
const GERMANY: [Rate; 7] = [
    rate(190).until(date(2020, 6, 30)),
    rate(70).until(date(2020, 6, 30)),
    rate(160).from(date(2020, 7, 1)).until(date(2020, 12, 31)),
    rate(50).from(date(2020, 7, 1)).until(date(2020, 12, 31)),
    rate(190).from(date(2021, 1, 1)),
    rate(70).from(date(2021, 1, 1)),
    rate(0).from(date(2023, 1, 1)),
];

/// Momsloven §33 and §34. Zero on newspapers.
const DENMARK: [Rate; 2] = [rate(250), rate(0)];

/// Käibemaksuseadus §15. 20 → 22 % on 1 January 2024 → 24 % on 1 July 2025; the press 5 % from August
/// 2022 to 2024; 13 % on accommodation since 2025.
const ESTONIA: [Rate; 6] = [
    rate(200).until(date(2023, 12, 31)),
    rate(220).from(date(2024, 1, 1)).until(date(2025, 6, 30)),
    rate(240).from(date(2025, 7, 1)),
    rate(90),
    rate(50).from(date(2022, 8, 1)).until(date(2024, 12, 31)),
    rate(130).from(date(2025, 1, 1)),
];

/// Ley 37/1992 art. 90 and 91. Food and energy at 5 and 0 % between July 2022 and September 2024, and
/// at 7.5 and 2 % in the last three months of 2024.
const SPAIN: [Rate; 7] = [
    rate(210),
    rate(100),
    rate(40),
    rate(50).from(date(2022, 7, 1)).until(date(2024, 9, 30)),
    rate(0).from(date(2023, 1, 1)).until(date(2024, 9, 30)),
    rate(75).from(date(2024, 10, 1)).until(date(2024, 12, 31)),
    rate(20).from(date(2024, 10, 1)).until(date(2024, 12, 31)),
];

/// Arvonlisäverolaki §84–85a. 24 → 25.5 % on 1 September 2024; 14 → 13.5 % on 1 January 2026.
const FINLAND: [Rate; 5] = [
    rate(240).until(date(2024, 8, 31)),
    rate(255).from(date(2024, 9, 1)),
    rate(140).until(date(2025, 12, 31)),
    rate(135).from(date(2026, 1, 1)),
    rate(100),
];

/// Code général des impôts art. 278 to 281 octies.
const FRANCE: [Rate; 4] = [rate(200), rate(100), rate(55), rate(21)];

/// Law 2859/2000 art. 21. 23 → 24 % on 1 June 2016; 6.5 → 6 % on 20 July 2015.
const GREECE: [Rate; 5] = [
    rate(230).until(date(2016, 5, 31)),
    rate(240).from(date(2016, 6, 1)),
    rate(130),
    rate(65).until(date(2015, 7, 19)),
    rate(60).from(date(2015, 7, 20)),
];

/// Zakon o PDV art. 38. Zero on solar panels since October 2022.
const CROATIA: [Rate; 4] = [rate(250), rate(130), rate(50), rate(0).from(date(2022, 10, 1))];

/// 2007. évi CXXVII. törvény §82. Zero on daily papers since 2024.
const HUNGARY: [Rate; 4] = [rate(270), rate(180), rate(50), rate(0).from(date(2024, 1, 1))];

/// VAT Consolidation Act 2010 s. 46. 21 % from September 2020 to February 2021. Zero on food, books
/// and children's clothes.
const IRELAND: [Rate; 7] = [
    rate(230).until(date(2020, 8, 31)),
    rate(210).from(date(2020, 9, 1)).until(date(2021, 2, 28)),
    rate(230).from(date(2021, 3, 1)),
    rate(135),
    rate(90),
    rate(48),
    rate(0),
];

/// D.P.R. 633/1972 art. 16. 5 % since 2016.
const ITALY: [Rate; 4] = [rate(220), rate(100), rate(50).from(date(2016, 1, 1)), rate(40)];

/// PVM įstatymas art. 19. 9 → 12 % on 1 January 2026, books then 5 %.
const LITHUANIA: [Rate; 4] =
    [rate(210), rate(90).until(date(2025, 12, 31)), rate(120).from(date(2026, 1, 1)), rate(50)];

/// Loi TVA 1979 art. 39 and 40. All but 3 % one point lower in 2023.
const LUXEMBOURG: [Rate; 10] = [
    rate(170).until(date(2022, 12, 31)),
    rate(140).until(date(2022, 12, 31)),
    rate(80).until(date(2022, 12, 31)),
    rate(160).from(date(2023, 1, 1)).until(date(2023, 12, 31)),
    rate(130).from(date(2023, 1, 1)).until(date(2023, 12, 31)),
    rate(70).from(date(2023, 1, 1)).until(date(2023, 12, 31)),
    rate(170).from(date(2024, 1, 1)),
    rate(140).from(date(2024, 1, 1)),
    rate(80).from(date(2024, 1, 1)),
    rate(30),
];

/// Pievienotās vērtības nodokļa likums art. 41 and 42. 5 % since 2018.
const LATVIA: [Rate; 3] = [rate(210), rate(120), rate(50).from(date(2018, 1, 1))];

/// VAT Act cap. 406, schedule 8. 12 % since 2024. Zero on food.
const MALTA: [Rate; 5] = [rate(180), rate(120).from(date(2024, 1, 1)), rate(70), rate(50), rate(0)];

/// Wet op de omzetbelasting 1968 art. 9 and tables I and II: 19 → 21 % on 1 October 2012, 6 → 9 % on
/// 1 January 2019. Zero is table II, and solar panels on dwellings since 2023.
const NETHERLANDS: [Rate; 5] = [
    rate(190).until(date(2012, 9, 30)),
    rate(210).from(date(2012, 10, 1)),
    rate(60).until(date(2018, 12, 31)),
    rate(90).from(date(2019, 1, 1)),
    rate(0),
];

/// Ustawa o VAT art. 41. Zero on food from February 2022 to March 2024.
const POLAND: [Rate; 4] =
    [rate(230), rate(80), rate(50), rate(0).from(date(2022, 2, 1)).until(date(2024, 3, 31))];

/// Código do IVA art. 18. Zero on food from 18 April 2023 to 4 January 2024.
const PORTUGAL: [Rate; 4] =
    [rate(230), rate(130), rate(60), rate(0).from(date(2023, 4, 18)).until(date(2024, 1, 4))];

/// Codul fiscal art. 291. 24 → 20 % in 2016 → 19 % in 2017 → 21 % on 1 August 2025, when 9 and 5 %
/// became 11 %.
const ROMANIA: [Rate; 7] = [
    rate(240).until(date(2015, 12, 31)),
    rate(200).from(date(2016, 1, 1)).until(date(2016, 12, 31)),
    rate(190).from(date(2017, 1, 1)).until(date(2025, 7, 31)),
    rate(210).from(date(2025, 8, 1)),
    rate(90).until(date(2025, 7, 31)),
    rate(50).until(date(2025, 7, 31)),
    rate(110).from(date(2025, 8, 1)),
];

/// Mervärdesskattelag (2023:200) ch. 9, before it (1994:200) ch. 7. Zero on medicines on prescription.
const SWEDEN: [Rate; 4] = [rate(250), rate(120), rate(60), rate(0)];

/// Zakon o DDV art. 41. 5 % on books since 2020.
const SLOVENIA: [Rate; 3] = [rate(220), rate(95), rate(50).from(date(2020, 1, 1))];

/// Law 222/2004 §27. 20 → 23 and 10 → 19 % on 1 January 2025; 5 % since 2023, on food and books since
/// 2025.
const SLOVAKIA: [Rate; 5] = [
    rate(200).until(date(2024, 12, 31)),
    rate(230).from(date(2025, 1, 1)),
    rate(100).until(date(2024, 12, 31)),
    rate(190).from(date(2025, 1, 1)),
    rate(50).from(date(2023, 1, 1)),
];

/// Places inside the VAT area with rates of their own, by the beginnings of their postcodes; those of
/// the country are taken to hold there as well (art. 104 and further, VAT Directive). Corsica's
/// departments are written with letters too.
pub(super) const REGIONS: [(&str, &[&str], &[Rate]); 7] = [
    ("AT", &["6691", "6991", "6992", "6993"], &JUNGHOLZ_AND_MITTELBERG),
    ("FR", &["20", "2A", "2B"], &CORSICA),
    ("GR", &["81", "82", "83", "85"], &AEGEAN),
    ("GR", &["84"], &CYCLADES),
    ("GR", &["68002"], &SAMOTHRACE),
    ("PT", &["90", "91", "92", "93", "94"], &MADEIRA),
    ("PT", &["95", "96", "97", "98", "99"], &AZORES),
];

/// Umsatzsteuergesetz 1994 §10(4).
const JUNGHOLZ_AND_MITTELBERG: [Rate; 1] = [rate(190)];

/// Code général des impôts art. 297.
const CORSICA: [Rate; 2] = [rate(130), rate(9)];

/// Law 2859/2000 art. 21(4): a third lower on islands of the Aegean.
const AEGEAN: [Rate; 5] = [
    rate(160).until(date(2016, 5, 31)),
    rate(170).from(date(2016, 6, 1)),
    rate(90),
    rate(50).until(date(2016, 5, 31)),
    rate(40).from(date(2016, 6, 1)),
];

/// Law 2859/2000 art. 21(4), from which the islands were taken one after the other until 2017.
const CYCLADES: [Rate; 5] = [
    rate(160).until(date(2016, 5, 31)),
    rate(170).from(date(2016, 6, 1)).until(date(2017, 12, 31)),
    rate(90).until(date(2017, 12, 31)),
    rate(50).until(date(2016, 5, 31)),
    rate(40).from(date(2016, 6, 1)).until(date(2017, 12, 31)),
];

/// Law 2859/2000 art. 21(4), widened in 2026.
const SAMOTHRACE: [Rate; 3] = [
    rate(170).from(date(2026, 1, 1)),
    rate(90).from(date(2026, 1, 1)),
    rate(40).from(date(2026, 1, 1)),
];

/// Código do IVA art. 18(3): 5 → 4 % on 1 October 2024.
const MADEIRA: [Rate; 4] =
    [rate(220), rate(120), rate(50).until(date(2024, 9, 30)), rate(40).from(date(2024, 10, 1))];

/// Código do IVA art. 18(3): 18 → 16 % on 1 July 2021; 10 → 9 and 5 → 4 % by 2016.
const AZORES: [Rate; 6] = [
    rate(180).until(date(2021, 6, 30)),
    rate(160).from(date(2021, 7, 1)),
    rate(100).until(date(2015, 12, 31)),
    rate(90),
    rate(50).until(date(2015, 12, 31)),
    rate(40),
];
