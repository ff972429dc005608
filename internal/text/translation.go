package text

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// State says how far a translation can be trusted.
type State string

// The states of a translation, least trusted first. Original and Missing are what a reader meets, never stored.
const (
	Missing   State = "missing"
	Machine   State = "machine"
	Drafted   State = "draft"
	InReview  State = "in_review"
	Reviewed  State = "reviewed"
	Certified State = "certified"
	Original  State = "original"
)

// States lists every state.
func States() []State {
	return []State{Missing, Machine, Drafted, InReview, Reviewed, Certified, Original}
}

// Shown tells whether readers get a translation in this state: machine text, labelled, and what was reviewed.
func (s State) Shown() bool { return s == Machine || s == Reviewed || s == Certified }

// Translation is a text in another language, made from one version of the original.
type Translation struct {
	ID           string `gorm:"primaryKey"`
	TextID       string
	Noun         string
	NounID       string
	Language     string
	State        State
	Title        string
	Source       string
	HTML         string `gorm:"column:html"`
	Renderer     int
	SourceHash   string // hash of the version it was made from
	Hash         string
	TranslatedBy policy.PersonID
	ReviewedBy   policy.PersonID
	MadeAt       time.Time
	Version      int
}

// TableName is the table's.
func (Translation) TableName() string { return "text_translations" }

// Record is the noun the translation belongs to.
func (t Translation) Record() policy.Ref { return policy.Ref{Noun: t.Noun, ID: t.NounID} }

// Lock is the optimistic lock.
func (t *Translation) Lock() *int { return &t.Version }

// Rendered is a translation that passed the gate and is about to be kept.
type Rendered struct {
	Language     string
	State        State
	Title        string
	Source       string
	TranslatedBy policy.PersonID
	ReviewedBy   policy.PersonID
}

// Translate keeps a translation of a version; an older one in the same language is replaced.
func Translate(tx *register.Tx, v Version, r Rendered) (Translation, error) {
	var known []Translation
	if err := tx.Where("text_id = ? AND language = ?", v.TextID, r.Language).Find(&known).Error; err != nil {
		return Translation{}, err
	}
	t := Translation{ID: clock.NewID(), TextID: v.TextID, Noun: v.Noun, NounID: v.NounID, Language: r.Language}
	if len(known) > 0 {
		t = known[0]
	}
	t.State, t.Title, t.Source, t.SourceHash = r.State, r.Title, r.Source, v.Hash
	t.HTML, t.Renderer, t.Hash = markup.Render(r.Source).HTML, markup.Renderer, Digest(r.Language, r.Title, r.Source)
	t.TranslatedBy, t.ReviewedBy, t.MadeAt = r.TranslatedBy, r.ReviewedBy, tx.Now()
	tx.Attest(t.Record(), register.FactTranslations, t.Language, t.seal())
	if len(known) > 0 {
		return t, tx.Save(&t)
	}
	return t, tx.Add(&t)
}

// Restate moves a translation to another state; who reviewed it stands with it. Its words stay.
func Restate(tx *register.Tx, t Translation, to State, reviewer policy.PersonID) error {
	t.State, t.ReviewedBy = to, reviewer
	tx.Attest(t.Record(), register.FactTranslations, t.Language, t.seal())
	return tx.Save(&t)
}

// Unreviewed lists those of some languages in which nobody has reviewed a version's words as they stand.
func (v Version) Unreviewed(languages []string, trs []Translation) []string {
	var missing []string
	for _, language := range languages {
		done := slices.ContainsFunc(trs, func(tr Translation) bool {
			return tr.Language == language && (tr.State == Reviewed || tr.State == Certified) && tr.SourceHash == v.Hash
		})
		if language != v.Language && !done {
			missing = append(missing, language)
		}
	}
	return missing
}

// Reading is what one reader gets of a text: her language at the best state there is, else the original, and which it is.
type Reading struct {
	Language string // of what is shown
	State    State
	Stale    bool // the original has moved on since
	Title    string
	HTML     string
	Original *Reading // what it was translated from; nil when this is the original
}

// Read chooses for a reader. Drafts and what is in review are not shown; machine text is, labelled.
func Read(v Version, tr *Translation, reader string) Reading {
	return choose(v, tr, reader, State.Shown)
}

// ReadEarly is Read for words on which nothing is decided: what a translator has finished is shown before its review, labelled.
func ReadEarly(v Version, tr *Translation, reader string) Reading {
	return choose(v, tr, reader, func(s State) bool { return s.Shown() || s == InReview })
}

func choose(v Version, tr *Translation, reader string, shown func(State) bool) Reading {
	original := Reading{Language: v.Language, State: Original, Title: v.Title, HTML: v.HTML}
	if tr == nil || tr.ID == "" || v.Language == reader || tr.Language != reader || v.Erased {
		return original
	}
	if shown(tr.State) {
		return Reading{Language: tr.Language, State: tr.State, Stale: tr.SourceHash != v.Hash, Title: tr.Title, HTML: tr.HTML, Original: &original}
	}
	return original
}

// Translated is when Read gives the translation tr of a version v, in SQL, for a tr in the reader's language.
func Translated(v, tr string) string {
	var shown []string
	for _, s := range States() {
		if s.Shown() {
			shown = append(shown, "'"+string(s)+"'")
		}
	}
	return tr + ".state IN (" + strings.Join(shown, ", ") + ") AND " + v + ".language <> " + tr + ".language AND NOT " + v + ".erased"
}

// Versions gives all versions of a noun's text, oldest first. The caller has judged that the reader may see them.
func Versions(db *gorm.DB, owner policy.Ref) ([]Version, error) {
	var vs []Version
	err := db.Where("noun = ? AND noun_id = ?", owner.Noun, owner.ID).Order("number").Find(&vs).Error
	return vs, err
}

// Of gives a noun's text, its current version and all its translations.
func Of(db *gorm.DB, owner policy.Ref) (t Text, v Version, trs []Translation, err error) {
	if err = db.Where("noun = ? AND noun_id = ?", owner.Noun, owner.ID).Take(&t).Error; err != nil {
		return
	}
	if err = db.Where("id = ?", t.Current).Take(&v).Error; err != nil {
		return
	}
	err = db.Where("text_id = ?", t.ID).Order("language").Find(&trs).Error
	return
}
