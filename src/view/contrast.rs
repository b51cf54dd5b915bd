//! Contrast between colours, as WCAG 2.2 defines it.

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour([u8; 3]);

/// Text needs at least this much against its background (success criterion 1.4.3, level AA).
pub(crate) const TEXT: f64 = 4.5;

impl Colour {
    /// Reads `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(channel);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The ratio between two colours, from 1 to 21.
pub(crate) fn ratio(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The better of two colours to write with on `background`.
pub(crate) fn readable<'a>(background: &str, light: &'a str, dark: &'a str) -> &'a str {
    let against = |text: &str| Some(ratio(Colour::parse(background)?, Colour::parse(text)?));
    if against(light) >= against(dark) { light } else { dark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_pairs_have_their_known_ratios() {
        let ratio = |a, b| ratio(Colour::parse(a).unwrap(), Colour::parse(b).unwrap());
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((ratio("#767676", "#ffffff") - 4.54).abs() < 0.01);
        assert!((ratio("#ffffff", "#ffffff") - 1.0).abs() < 0.01);
        assert_eq!(Colour::parse("#ååå"), None);
    }
}
