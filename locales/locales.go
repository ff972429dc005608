// Package locales holds the words: every sentence of the interface in Chinese, English and Swedish, and the longer texts of the
// house as pages. They lie in the binary, so that a release and its words are never out of step. Package lang reads them.
package locales

import (
	"embed"
	"io/fs"
)

//go:embed zh/*.toml en/*.toml sv/*.toml
var messages embed.FS

//go:embed pages/*/*.md
var pages embed.FS

// Messages is the tree of message files: zh/<topic>.zh.toml and its twins.
func Messages() fs.FS { return messages }

// Pages is the tree of longer texts in Markdown: pages/<language>/<name>.md.
func Pages() fs.FS { return pages }
