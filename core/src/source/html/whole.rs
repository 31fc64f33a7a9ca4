//! The article of a page, with the page's styles believed or not.

use super::article;
use super::seen::Trust;
use super::sheet::Linked;
use super::walk::walk;
use super::walked::Article;
use crate::Result;

/// The article of a page. Where nothing is seen of it without the page's scripts, its styles are not believed.
pub(super) fn parted(text: &str, linked: &Linked) -> Result<Article> {
    let parts = article::article(walk(text, Trust::All, 0, linked)?);
    if !parts.has_sentence() && parts.hides_sentences() {
        return Ok(article::article(walk(text, Trust::None, 0, linked)?));
    }
    Ok(parts)
}
