//! Adds the reload script to pages on their way to the browser.

/// Where the server's own files stand; no page of a site can have an address here.
pub(super) const OWN: &str = "/__lathund/";

/// The page with the script at the end of its body. `site` is the version of the site that the
/// page belongs to.
pub(super) fn script(mut page: Vec<u8>, site: &str) -> Vec<u8> {
    let tag = format!("<script src=\"{OWN}reload.js\" data-site=\"{site}\" defer></script>");
    let at = last_body_end(&page).unwrap_or(page.len());
    page.splice(at..at, tag.into_bytes());
    page
}

fn last_body_end(page: &[u8]) -> Option<usize> {
    let end = b"</body";
    page.windows(end.len()).rposition(|piece| piece.eq_ignore_ascii_case(end))
}

/// A whole page in place of one that could not be built.
pub(super) fn failure_page(heading: &str, details: &str) -> Vec<u8> {
    let (heading, details) = (escape(heading), escape(details));
    format!(
        "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{heading}</title>\n<link rel=\"stylesheet\" href=\"{OWN}overlay.css\">\n</head>\n\
         <body>\n<main class=\"lathund-failure\">\n<h1>{heading}</h1>\n<pre>{details}</pre>\n\
         </main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_script(page: &str) -> String {
        String::from_utf8(script(page.as_bytes().to_vec(), "7-1")).unwrap()
    }

    const TAG: &str = r#"<script src="/__lathund/reload.js" data-site="7-1" defer></script>"#;

    #[test]
    fn the_script_stands_last_in_the_body() {
        let page = "<html><body><p>Så här: &lt;/body></p></BODY></html>";
        let expected = format!("<html><body><p>Så här: &lt;/body></p>{TAG}</BODY></html>");
        assert_eq!(with_script(page), expected);
        assert_eq!(
            with_script("<pre></body></pre></body>"),
            format!("<pre></body></pre>{TAG}</body>")
        );
    }

    #[test]
    fn a_page_that_leaves_out_the_end_of_its_body_gets_it_too() {
        assert_eq!(with_script("<p>Hej"), format!("<p>Hej{TAG}"));
        assert_eq!(with_script(""), TAG);
    }

    #[test]
    fn words_of_a_failure_are_text() {
        let page = String::from_utf8(failure_page("a<b", "<script>&\"")).unwrap();
        assert!(page.contains("<pre>&lt;script&gt;&amp;&quot;</pre>"), "{page}");
    }
}
