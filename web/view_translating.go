package web

import "sametable/internal/lang"

// TranslatingView is the page on which something is put into another language, part by part beside the original.
type TranslatingView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Lead    string
	Notes   []string
	Wrongs  []Wrong
	Form    Form
	Hidden  []Hidden
	State   []Version    // how far the translation is; none: there is none
	Made    []lang.Piece // who made and who reviewed it
	Pairs   []TranslatingPair
	Ready   Choice
	Word    string // of the button
	Back    string
	Review  *Form  // says that it holds; nil: not hers
	Reviews string // word of its button
}

// TranslatingPair is one part: what stands in the original, and the field for its translation.
type TranslatingPair struct {
	Head  string // over the original
	HTML  string
	Lang  string // of the original
	Field FormField
}
