package diag

// Code names one kind of problem. It stays the same from one version of Balise
// to the next, so that an editor or a build server may rely on it. The comment
// of each constant is what `balise explain CODE` prints: what it means, an
// example, and the remedy.
type Code string

// Input files.
const (
	// A folder or a file cannot be read, for want of the right to do so or
	// because the disk failed.
	//
	// Example: content/notes.md with mode 0000.
	//
	// Remedy: give yourself the right to read it, or move it out of content/.
	FileUnreadable Code = "file-unreadable"

	// Something in content/ is neither a file nor a folder: a named pipe, a
	// socket, a device. It is left out and never opened.
	//
	// Remedy: move it out of content/.
	FileSpecial Code = "file-special"

	// A symbolic link leads back to a folder that holds it, or to itself.
	//
	// Remedy: remove the link.
	FileLoop Code = "file-loop"

	// A symbolic link in content/, layouts/ or static/ points outside that folder.
	// Balise never reads files that are not the site's own.
	//
	// Example: content/team.md -> ../../private/team.md
	//
	// Remedy: copy the file in, or link to one within content/.
	FileOutside Code = "file-outside"

	// A symbolic link points to nothing. It is left out.
	//
	// Remedy: remove the link or restore its target.
	FileDangling Code = "file-dangling"

	// A text is larger than 2 MiB, or an attachment larger than 100 MiB.
	//
	// Remedy: split the text into several guides; publish a huge attachment
	// elsewhere and link to it.
	FileTooLarge Code = "file-too-large"

	// A file is not text in UTF-8: it is UTF-16, Latin-1, an old Mac text whose
	// lines end in CR alone, or a binary file under a text's name.
	//
	// Example: the byte 0xE9 where "é" in UTF-8 would be 0xC3 0xA9.
	//
	// Remedy: save the file as UTF-8 in your editor.
	FileEncoding Code = "file-encoding"

	// A file holds both versions of a text that Git could not merge, between lines
	// that begin with <<<<<<<, ======= and >>>>>>>. In a block of code they are text.
	//
	// Example: <<<<<<< HEAD
	//
	// Remedy: keep the lines that are right and remove these three.
	FileConflict Code = "file-conflict"

	// The name of a file or a folder cannot be used everywhere: it holds one of
	// < > : " | ? * \ or a control character, ends with a dot or a space, is
	// reserved by Windows (con, nul, aux …), is too long or not UTF-8. Or it keeps the file
	// from being read: a guide ends in .md, in lower case, and the page of a folder
	// is index.md; a layout ends in .html, and texts are layouts/i18n/*.yaml.
	//
	// Example: content/con.md
	//
	// Remedy: rename it; letters, digits, hyphens and dots are always fine.
	FileName Code = "file-name"

	// Two files differ only in upper and lower case, or in how Unicode composes
	// their accents. Some systems cannot hold both. One of them may be of the theme:
	// layouts/Guide.html does not take the place of its guide.html.
	//
	// Example: content/Readme.md and content/README.md
	//
	// Remedy: rename one of them.
	FileCollision Code = "file-collision"

	// Something else is where content/, layouts/ or static/ should be: a file, or a
	// link to nothing. Balise would do as if there were no such folder.
	//
	// Example: a file named layouts
	//
	// Remedy: rename it, or make a folder of it.
	NoFolder Code = "no-folder"

	// There is no guide at all: content/ is missing or empty. A warning when there
	// are drafts alone.
	//
	// Remedy: put a Markdown file into content/, or run balise from the folder
	// that holds content/.
	NoGuides Code = "no-guides"
)

// Front matter and YAML files.
const (
	// The front matter is not delimited as it should be: it is not closed by a
	// line of exactly three hyphens, it is closed by something else, or its
	// delimiters are indented.
	//
	// Example: a file whose first line is --- with no second --- line.
	//
	// Remedy: put --- alone, at the beginning of a line, before and after the
	// front matter.
	FrontMatter Code = "front-matter"

	// Lines look like front matter but are not, so readers would see them as text:
	// the first line is not exactly ---, or something else stands above it, or the
	// front matter ends above them.
	//
	// Example: a first line of "--- yaml" or of em dashes; a heading above the
	// first ---; draft: true below the second.
	//
	// Remedy: make the first line exactly ---, and write all keys below it.
	FrontMatterLike Code = "front-matter-like"

	// YAML that cannot be read: a tab, an unclosed quote, a value that needs
	// quotes.
	//
	// Example: title: Go: the guide
	//
	// Remedy: quote the value, title: "Go: the guide"
	YAMLSyntax Code = "yaml-syntax"

	// YAML that Balise does not take on purpose: tags (!x), anchors (&x),
	// aliases (*x), merges (<<), several documents, deep nesting.
	//
	// Remedy: write the value out.
	YAMLRefused Code = "yaml-refused"

	// A key that Balise does not know. Keys are lower case.
	//
	// Example: tilte: A guide
	//
	// Remedy: correct the spelling; the README lists every key.
	KeyUnknown Code = "key-unknown"

	// The same key twice in one mapping.
	//
	// Remedy: remove one of the two.
	KeyDuplicate Code = "key-duplicate"

	// A key that must be there is missing or has no value.
	//
	// Example: front matter without a title.
	//
	// Remedy: add it.
	KeyMissing Code = "key-missing"

	// A value of the wrong kind: text where a list is expected, a word where
	// true or false is, a date not written YYYY-MM-DD.
	//
	// Example: draft: oui
	//
	// Remedy: write the value as the message says.
	ValueInvalid Code = "value-invalid"

	// A value that is likely not what was meant: text after # was dropped as a
	// comment, a tag stands twice, a description is too short or too long for
	// search engines, a text holds invisible characters, a date is still to come.
	//
	// Remedy: as the message says; quote a value that holds " #".
	ValueDoubtful Code = "value-doubtful"

	// Something that looks like a password or a key would be published.
	//
	// Example: https://user:password@example.org/
	//
	// Remedy: remove it, and change that password.
	Secret Code = "secret"
)

// Markdown.
const (
	// A guide without any text below its front matter; or, an error, a file that
	// holds nothing at all: a guide not even a title, a register no entry, site.yaml
	// no key.
	//
	// Remedy: write it, or mark it draft: true; delete an empty file.
	GuideEmpty Code = "guide-empty"

	// Raw HTML is left out of the page. An error when text goes with it: a tag at
	// the beginning of a line takes all up to the next blank line.
	//
	// Example: <div class="box">
	//
	// Remedy: say it in Markdown; callouts, tables, footnotes and definition
	// lists cover most needs.
	HTMLRaw Code = "html-raw"

	// A link or an image whose address has a scheme that could harm readers, or
	// that no browser opens. Allowed are http, https, mailto, tel, and relative
	// links; for an image only the name of a file.
	//
	// Example: [x](javascript:alert(1))
	//
	// Remedy: use an https address or a relative link; save an image beside the
	// guide.
	URLScheme Code = "url-scheme"

	// An address without a scheme that starts with two slashes means another
	// host.
	//
	// Example: //example.org/page
	//
	// Remedy: write https:// before it.
	URLHost Code = "url-host"

	// An attribute of a heading other than {#id} or {.class}.
	//
	// Example: ## Prices {style="color:red"}
	//
	// Remedy: remove it.
	HeadingAttribute Code = "heading-attribute"

	// Two headings of a guide have the same explicit id, or a heading that of an
	// entry that its page lists; or an id cannot be one: it holds something else
	// than letters, digits and hyphens, or begins with page_, which the layouts
	// keep for themselves.
	//
	// Example: ## Prices {#a&b}
	//
	// Remedy: give each heading an id of its own, such as {#prices}; put a
	// backslash before a brace that is meant as text.
	HeadingID Code = "heading-id"

	// A level 1 heading in the text. The title is the page's only one.
	//
	// Example: # Budgets
	//
	// Remedy: begin with ##.
	HeadingLevel Code = "heading-level"

	// Something larger than any reader wants, which would take for ever to turn
	// into a page: lists or quotations nested more than 100 deep, a line, a
	// heading or a paragraph of more than 16 KiB, a calculator of more than 64 KiB,
	// tables of more than 200,000 cells, more than 2,000 footnotes, a page of more
	// than 16 MiB.
	//
	// Remedy: split it up; the message says what was too large.
	MarkdownLimit Code = "markdown-limit"

	// A code block that is never closed takes the rest of the page.
	//
	// Remedy: end it with a line of three backquotes.
	FenceOpen Code = "fence-open"

	// A line looks like a heading, a task or a callout and is text; or a heading
	// has no text.
	//
	// Example: ##Prices
	//
	// Remedy: write ## Prices, with a space; put a backslash before the first
	// character of what is text.
	MarkdownLike Code = "markdown-like"

	// A row of a table that has more cells than the head, so the last ones would be
	// left out; or what looks like a table and is text, since the line below its
	// head is missing or has another number of cells.
	//
	// Example: | 1 | 2 | 3 | below | a | b |
	//
	// Remedy: give all rows as many cells as the head; write \| for a bar that is
	// text.
	Table Code = "table"

	// A callout of an unknown kind.
	//
	// Example: > [!TIPP] Title
	//
	// Remedy: use note, tip, important, warning, caution, pro, con, do, dont or
	// key.
	CalloutUnknown Code = "callout-unknown"

	// A fault of typography that Balise cannot mend for the author, since letters
	// would change or only the author knows what is meant: a capital letter without
	// its accent, an ellipsis behind etc., two spaces in a row, 24h/24 or 1500 €
	// without spaces, oe for œ, a straight quote without its other half. All else
	// (spaces that do not break, guillemets, apostrophes, dashes …) is set right on
	// the page and may be typed as it comes.
	//
	// Example: A partir de 1500 €
	//
	// Remedy: write À partir de 1 500 €.
	Typography Code = "typography"

	// A footnote that is used but not defined, or defined but never used.
	//
	// Example: text[^1] without a line [^1]: …
	//
	// Remedy: add the missing half, or remove the other.
	Footnote Code = "footnote"
)
