package safeguard

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed rules.toml
var rulesTOML string

// file is the shape of rules.toml.
type file struct {
	Provinces string              `toml:"provinces"`
	Parts     map[string]string   `toml:"parts"`
	Words     words               `toml:"words"`
	Near      map[string][]string `toml:"near"`
	Signals   map[string]signal   `toml:"signal"`
	Rules     []rule              `toml:"rule"`
}

// rule is one thing that may identify a child, and how it shows.
type rule struct {
	ID        string        `toml:"id"`
	Group     string        `toml:"group"`
	Severity  Severity      `toml:"severity"`
	Lang      string        `toml:"lang"`
	FileName  bool          `toml:"file_name"` // for names of files alone
	Yields    bool          `toml:"yields"`    // not said where another rule has found the place
	Scan      bool          `toml:"scan"`      // found by arithmetic in identity.go
	Remove    string        `toml:"remove"`    // the last part of the offer's id
	General   *general      `toml:"generalise"`
	Patterns  []pattern     `toml:"pattern"`
	Sentences []sentenceHas `toml:"sentence"`
}

// general holds the phrases that may stand in for a child, a school or a place, in the language of the rule.
type general struct {
	Plain     string   `toml:"plain"`
	Girl      string   `toml:"girl"`
	Boy       string   `toml:"boy"`
	GirlWords []string `toml:"girl_words"`
	BoyWords  []string `toml:"boy_words"`
}

// pattern is an expression with the words that must be near before it is tried, and the checks that a match must pass.
type pattern struct {
	Near   []string `toml:"near"`   // lower case; any of them
	Before int      `toml:"before"` // bytes to look at before a near word
	After  int      `toml:"after"`
	Figure string   `toml:"figure"` // "before" or "after": a figure must stand on that side of a near word
	Also   []string `toml:"also"`   // one of these must stand near as well
	Word   bool     `toml:"word"`   // a near word must begin a word
	Name   string   `toml:"name"`   // "after": begins at a near word, and a name may follow; "before": begins with the full name before one
	Re     string   `toml:"re"`
	Checks []string `toml:"check"`

	re        *regexp.Regexp
	there     *regexp.Regexp // the same at the start of a piece, where it is known where a match can begin
	beginning beginning
	checks    []check
	figure    []check // those of them that judge the age or the year, wherever the match begins

	endsInAge bool // nothing follows the age, and it must be one person's
}

// signal is a named expression for rules that look at a whole sentence.
type signal struct {
	Re    string `toml:"re"`
	Check string `toml:"check"`

	re    *regexp.Regexp
	check check
}

// sentenceHas hits when one sentence carries all of some signals and none of others. With Before, the sentence in front must
// carry that signal.
type sentenceHas struct {
	Near   []string `toml:"near"`
	All    []string `toml:"all"`
	None   []string `toml:"none"`
	Before string   `toml:"before"`

	list   string // the near words as the file names them: one search serves all sentences that share them
	all    []signal
	none   []signal
	before *signal
}

// scanned lists the rules that identity.go knows; the file must have them all.
func scanned() []string {
	return []string{"cn_resident_id", "cn_adult_id", "cn_student_no", "cn_disability_cert", "cn_id_unchecked", "cn_id_15",
		"se_personnummer", "se_adult_id", "cn_mobile", "se_mobile"}
}

// load reads rules and compiles them; every fault of the file is an error that names the rule.
func load(source string) (*Gate, error) {
	var f file
	meta, err := toml.Decode(source, &f)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	if left := meta.Undecoded(); len(left) > 0 {
		return nil, fmt.Errorf("rules: unknown key %s", left[0])
	}
	c := &compiler{parts: f.Parts, near: f.Near, signals: map[string]signal{}, checks: checks(), known: map[string]bool{}}
	for id, s := range f.Signals {
		if err := c.signal(id, s); err != nil {
			return nil, err
		}
	}
	for i := range f.Rules {
		if err := c.rule(&f.Rules[i]); err != nil {
			return nil, fmt.Errorf("rule %s: %w", f.Rules[i].ID, err)
		}
	}
	for _, id := range scanned() {
		if !slices.ContainsFunc(f.Rules, func(r rule) bool { return r.ID == id && r.Scan }) {
			return nil, fmt.Errorf("rule %s: missing", id)
		}
	}
	f.Words.prepare()
	return &Gate{rules: f.Rules, provinces: f.Provinces, words: f.Words, lexicon: newLexicon(c.known)}, nil
}

// compiler turns the file's strings into expressions.
type compiler struct {
	parts   map[string]string
	near    map[string][]string
	signals map[string]signal
	checks  map[string]check
	known   map[string]bool // all near words
}

// expand writes the parts out: {{name}} stands for an expression that several rules share.
func (c *compiler) expand(re string) string {
	for range 3 { // parts may name parts
		for name, part := range c.parts {
			re = strings.ReplaceAll(re, "{{"+name+"}}", part)
		}
	}
	return re
}

func (c *compiler) compile(re string) (*regexp.Regexp, error) {
	re = c.expand(re)
	if strings.Contains(re, "{{") {
		return nil, fmt.Errorf("unknown part in %.60s", re)
	}
	return regexp.Compile(re)
}

func (c *compiler) signal(id string, s signal) (err error) {
	if s.re, err = c.compile(s.Re); err != nil {
		return fmt.Errorf("signal %s: %w", id, err)
	}
	if s.Check != "" {
		if s.check = c.checks[s.Check]; s.check == nil {
			return fmt.Errorf("signal %s: unknown check %s", id, s.Check)
		}
	}
	c.signals[id] = s
	return nil
}

func (c *compiler) rule(r *rule) error {
	if r.Severity.weight() == 0 || r.ID == "" || r.Group == "" {
		return fmt.Errorf("needs id, group and severity")
	}
	if r.Scan == (len(r.Patterns)+len(r.Sentences) > 0) {
		return fmt.Errorf("is found by arithmetic or by patterns, one of them")
	}
	for i := range r.Patterns {
		if err := c.pattern(&r.Patterns[i]); err != nil {
			return err
		}
	}
	for i := range r.Sentences {
		if err := c.sentence(&r.Sentences[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) pattern(p *pattern) (err error) {
	if p.re, err = c.compile(p.Re); err != nil {
		return err
	}
	if b, ok := beginningOf(p.Re, p.Checks); ok || p.Name != "" {
		p.beginning = b
		if p.there, err = c.compile("^(?:" + p.Re + ")"); err != nil {
			return err
		}
	}
	if p.Near, err = c.nearWords(p.Near); err != nil {
		return err
	}
	p.endsInAge = slices.Contains(p.Checks, "one_person") && (strings.HasSuffix(p.Re, "{{zh_age}}") || strings.HasSuffix(p.Re, "个半?月)"))
	for _, name := range p.Checks {
		ch := c.checks[name]
		if ch == nil {
			return fmt.Errorf("unknown check %s", name)
		}
		p.checks = append(p.checks, ch)
		if ofFigure(name) {
			p.figure = append(p.figure, ch)
		}
	}
	if slices.Contains(p.Checks, "name_after") { // which moves the end that the others look behind
		p.figure = nil
	}
	return nil
}

func (c *compiler) sentence(s *sentenceHas) error {
	pick := func(id string) (signal, error) {
		if got, ok := c.signals[id]; ok {
			return got, nil
		}
		return signal{}, fmt.Errorf("unknown signal %s", id)
	}
	for _, id := range s.All {
		got, err := pick(id)
		if err != nil {
			return err
		}
		s.all = append(s.all, got)
	}
	for _, id := range s.None {
		got, err := pick(id)
		if err != nil {
			return err
		}
		s.none = append(s.none, got)
	}
	if s.Before != "" {
		got, err := pick(s.Before)
		if err != nil {
			return err
		}
		s.before = &got
	}
	if len(s.all) == 0 {
		return fmt.Errorf("a sentence needs signals")
	}
	s.list = strings.Join(s.Near, " ")
	var err error
	s.Near, err = c.nearWords(s.Near)
	return err
}

// nearWords writes the named lists out.
func (c *compiler) nearWords(words []string) ([]string, error) {
	var list []string
	for _, w := range words {
		name, named := strings.CutPrefix(w, "@")
		if !named {
			list = append(list, w)
			continue
		}
		if len(c.near[name]) == 0 {
			return nil, fmt.Errorf("unknown near list %s", name)
		}
		list = append(list, c.near[name]...)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("needs near words")
	}
	for _, w := range list {
		c.known[w] = true
	}
	return list, nil
}
