// Package web is the face of the forum: what every page looks like, and the parts pages are built from. Each part is a templ
// component fed by a plain struct; it speaks through a lang.Speaker and knows no rule and makes no query. Pages stand in
// page_*.templ, what they are fed with in view_*.go; the doors fill those and call Render.
//
// # Rules for pages
//
//   - Layout(Page{…}) is around everything. Page.Path has no language; Page.Link puts it on. The server remembers the language of
//     the last page asked for in a cookie, and in the profile of who is signed in.
//   - Every block in another language than the page's says so in its Lang; what people wrote goes through Prose, with the HTML
//     that was made and cleaned when it was written.
//   - No style attribute, no inline script, no address of another site in src, and no picture of anyone. The pages work with
//     default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'.
//   - A group is a shape and a word (GroupMark, OrgLine), a state is an icon and a word (StatusChip); colour only helps.
//   - Arrange with the classes stack (blocks below each other), cols (equal columns), split (text with an aside), row (things in a
//     line that may wrap), measure (a line length to read), gap (space above), small, quiet, num, and vh (only heard).
//   - A heading follows its parent's level. One first button a page. Forms go through FormBox; a form that comes back refused has
//     ErrorSummary above it, the message beside each field, and what was typed.
//   - Formal records set Funding.Plain and Page.Print (number, version, hash).
//
// # Contract of the script
//
// app.js only adds to pages that are complete without it.
//
//   - textarea data-draft="key" data-stored="token": kept on the device under draft:{Page.Person.Key}:{key}, for 30 days, with the
//     token: the name of the server's text it was begun on, a version or a time. Restored where the page has that token again;
//     where it has another, the server's text stays and the device's is offered. An answer that says version or saved gives every
//     field of the form that token. The sentence stands in #{id}-status, a polite live region. It is forgotten when the next page
//     has the key, or the part of it before a colon, in Page.Accepted, and all drafts at a form data-signout.
//   - textarea data-check="/zh/check": 0.8 s after the last key, POST text and field (form-encoded); never while offline. Answer:
//     {"hits":[{"rule","severity":"block|warn|hotline","start","end","message","why","offers":[{"label","replacement"}]}]}, where
//     start and end count Unicode characters. Shown in #{id}-hits as HitBox has it. An offer's button data-of, data-start, data-end,
//     data-with puts the replacement in; without a script the same button sends mend=field:start:end:replacement.
//   - button data-preview="/zh/preview" data-into="id": POSTs its whole form; the answer is an HTML fragment, cleaned by the server.
//     Without a script the button sends act=preview.
//   - a data-lang: takes anchor, scroll and unsaved text of POST forms (no passwords, no files) along in sessionStorage.
//   - form data-guard: asks before leaving with unsaved text. Every POST form is sent once: its buttons are disabled as it leaves.
//   - data-of, data-max, data-left, data-over: characters left. data-copy, data-print: buttons that show where there is a script.
//     details data-menu: closes on Escape and outside. data-focus: gets the focus when the page opens.
//   - #passage (passage.js, minutes that go round): a link to the form of a correction, shown while words of one data-passage are selected,
//     with the words and the character they begin at. data-most: the longest passage, in characters.
//   - #line (hold.js, the page for holding a meeting): keeps what is sent under draft:{Page.Person.Key}:hold:{path} until the house has
//     taken it. data-back: the page itself. data-now: the house's time; data-kept, data-sent, data-noted, data-drop: what it says. #line-lead data-lead: its lead where there is a script.
//
// # Styles and scripts
//
// The sources are in src. What is served, in static, is made from them by go test ./web -run Built -update and committed; a test
// compares. style.css is for every page, print.css for printers; the others are asked for by the parts that need them.
package web
