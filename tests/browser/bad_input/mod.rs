//! Junk in every attribute, property and file that a page can give the element. Nothing of it may become markup, a
//! link that runs something, or the end of the page; the console names what could not be used.
//!
//! `SEED` makes another run than the usual one, `EFFORT` tries more values for each attribute.

mod attributes;
mod files;
mod junk;
mod properties;
mod records;
mod rules;

/// Before what runs in the page: what an element holds, told apart from what it should hold.
const LOOK: &str = r"
    const SCHEMES = ['http:', 'https:', 'tel:', 'sms:', 'mailto:'];
    window.troubles = [];
    window.alert = () => troubles.push('something ran');
    addEventListener('error', it => troubles.push(`error: ${it.message}`));
    addEventListener('unhandledrejection', it => troubles.push(`rejection: ${it.reason}`));
    const tags = root => [...root.querySelectorAll('*')].map(it => it.tagName.replace(/^H[1-6]$/, 'H')).join(' ');
    const wrong = (root, tagsOfAGoodOne) => [
        ...(tags(root) === tagsOfAGoodOne ? [] : [`other elements: ${tags(root)}`]),
        ...[...root.querySelectorAll('[href]')].map(it => it.href).filter(it => !SCHEMES.includes(new URL(it).protocol)),
        ...[...root.querySelectorAll('*')].flatMap(it => it.getAttributeNames()).filter(it => /^on/.test(it)),
        ...troubles.splice(0),
    ];
";
