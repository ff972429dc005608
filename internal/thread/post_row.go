package thread

import (
	"context"
	"slices"
	"sync"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// PostRow is a post as a page shows it. Its text is empty where the viewer may know that it was there, but not read it.
type PostRow struct {
	Post
	Author       string
	AuthorLatin  string
	AuthorPostZh string
	AuthorPostEn string
	AuthorPostSv string
	OrgKey       string
	OrgKind      policy.Kind
	OrgZh        string
	OrgEn        string
	OrgSv        string
	Text         text.Reading
	Confirmer    string
	ConfLatin    string // the confirmer's name in Latin letters
	QuoteState   string // of the quoted post, now
	QuoteCurrent string // its revision, now
	PhotoID      string // "" where there is none
	PhotoAlt     string
	PhotoWidth   int
	PhotoHeight  int
	Language     string
	Source       string
	VHTML        string
	VErased      bool
	TrHTML       string
	TrState      text.State
	TrStale      bool
	TrLanguage   string
	AuthorSpeaks bool // Known.Speaks, where its letter waits for its check
}

// postColumns are the post itself.
func postColumns() []store.Column[PostRow] {
	return []store.Column[PostRow]{
		place("posts.id", func(r *PostRow) any { return &r.Post.ID }),
		place("posts.thread_id", func(r *PostRow) any { return &r.ThreadID }),
		place("posts.number", func(r *PostRow) any { return &r.Number }),
		place("posts.author_id", func(r *PostRow) any { return (*string)(&r.AuthorID) }),
		place("posts.author_for", func(r *PostRow) any { return (*string)(&r.AuthorFor) }),
		place("posts.mandate_id", func(r *PostRow) any { return (*string)(&r.MandateID) }),
		place("posts.capacity", func(r *PostRow) any { return (*string)(&r.Capacity) }),
		place("posts.kind", func(r *PostRow) any { return (*string)(&r.Kind) }),
		place("posts.state", func(r *PostRow) any { return &r.State }),
		place("posts.text_id", func(r *PostRow) any { return &r.TextID }),
		place("posts.version_id", func(r *PostRow) any { return &r.VersionID }),
		place("posts.revision", func(r *PostRow) any { return &r.Revision }),
		place("posts.quote_post_id", func(r *PostRow) any { return &r.QuotePostID }),
		place("posts.quote_version_id", func(r *PostRow) any { return &r.QuoteVersionID }),
		place("posts.quote_number", func(r *PostRow) any { return &r.QuoteNumber }),
		place("posts.quote_text", func(r *PostRow) any { return &r.QuoteText }),
		place("posts.quote_language", func(r *PostRow) any { return &r.QuoteLanguage }),
		place("posts.held_for", func(r *PostRow) any { return &r.HeldFor }),
		place("posts.explanation", func(r *PostRow) any { return &r.Explanation }),
		place("posts.confirmed_by", func(r *PostRow) any { return (*string)(&r.ConfirmedBy) }),
		place("posts.letter", func(r *PostRow) any { return &r.Letter }),
		place("posts.letter_dated", func(r *PostRow) any { return &r.LetterDated }),
		place("posts.letter_asked", func(r *PostRow) any { return &r.LetterAsked }),
		place("posts.entered_by", func(r *PostRow) any { return (*string)(&r.EnteredBy) }),
		place("posts.reason", func(r *PostRow) any { return &r.Reason }),
		place("posts.judged_by", func(r *PostRow) any { return (*string)(&r.JudgedBy) }),
		place("posts.proposed_by", func(r *PostRow) any { return (*string)(&r.ProposedBy) }),
		place("posts.proposed_verb", func(r *PostRow) any { return &r.ProposedVerb }),
		place("posts.proposed_version", func(r *PostRow) any { return &r.ProposedVersion }),
		place("posts.proposed_reason", func(r *PostRow) any { return &r.ProposedReason }),
		place("posts.proposed_reads", func(r *PostRow) any { return &r.ProposedReads }),
		place("posts.sent_at", func(r *PostRow) any { return &r.SentAt }),
		place("posts.published_at", func(r *PostRow) any { return &r.PublishedAt }),
		place("posts.edited_at", func(r *PostRow) any { return &r.EditedAt }),
		place("posts.access", func(r *PostRow) any { return (*string)(&r.Class) }),
		place("posts.forum_id", func(r *PostRow) any { return (*string)(&r.Forum) }),
		place("posts.organisation_id", func(r *PostRow) any { return (*string)(&r.Organisation) }),
		place("posts.person_id", func(r *PostRow) any { return (*string)(&r.Person) }),
		place("posts.version", func(r *PostRow) any { return &r.Version }),
	}
}

// besideColumns are what stands beside a post: who speaks for whom, who confirmed it, what it quotes, its photo and its text.
func besideColumns() []store.Column[PostRow] {
	return []store.Column[PostRow]{
		place("a.name", func(r *PostRow) any { return &r.Author }),
		place("a.latin", func(r *PostRow) any { return &r.AuthorLatin }),
		place("a.post_zh", func(r *PostRow) any { return &r.AuthorPostZh }),
		place("a.post_en", func(r *PostRow) any { return &r.AuthorPostEn }),
		place("a.post_sv", func(r *PostRow) any { return &r.AuthorPostSv }),
		place("o.key", func(r *PostRow) any { return &r.OrgKey }),
		place("o.kind", func(r *PostRow) any { return (*string)(&r.OrgKind) }),
		place("o.name_zh", func(r *PostRow) any { return &r.OrgZh }),
		place("o.name_en", func(r *PostRow) any { return &r.OrgEn }),
		place("o.name_sv", func(r *PostRow) any { return &r.OrgSv }),
		place("COALESCE(c.name, '')", func(r *PostRow) any { return &r.Confirmer }),
		place("COALESCE(c.latin, '')", func(r *PostRow) any { return &r.ConfLatin }),
		place("COALESCE(q.state, '')", func(r *PostRow) any { return &r.QuoteState }),
		place("COALESCE(q.version_id, '')", func(r *PostRow) any { return &r.QuoteCurrent }),
		place("COALESCE(ph.id, '')", func(r *PostRow) any { return &r.PhotoID }),
		place("COALESCE(ph.alt, '')", func(r *PostRow) any { return &r.PhotoAlt }),
		place("COALESCE(ph.width, 0)", func(r *PostRow) any { return &r.PhotoWidth }),
		place("COALESCE(ph.height, 0)", func(r *PostRow) any { return &r.PhotoHeight }),
		place("v.language", func(r *PostRow) any { return &r.Language }),
		place("v.erased", func(r *PostRow) any { return &r.VErased }),
		place("COALESCE(tr.html, '')", func(r *PostRow) any { return &r.TrHTML }),
		place("COALESCE(tr.state, '')", func(r *PostRow) any { return (*string)(&r.TrState) }),
		place("COALESCE(tr.source_hash <> v.hash, FALSE)", func(r *PostRow) any { return &r.TrStale }),
		place("COALESCE(tr.language, '')", func(r *PostRow) any { return &r.TrLanguage }),
	}
}

// place is a column of a post's row.
func place(sql string, to func(*PostRow) any) store.Column[PostRow] {
	return store.Column[PostRow]{SQL: sql, To: to}
}

// aloneColumns are the columns where posts are read one by one: with the text as it was typed, and the original of a translation.
var aloneColumns = sync.OnceValue(func() store.Columns[PostRow] {
	return store.Read(slices.Concat(postColumns(), besideColumns(), []store.Column[PostRow]{
		place("v.source", func(r *PostRow) any { return &r.Source }), place("v.html", func(r *PostRow) any { return &r.VHTML }),
	})...)
})

// amongColumns are the columns of a page of many, where the original of a translation is one step away: it is long, so it is not read.
var amongColumns = sync.OnceValue(func() store.Columns[PostRow] {
	original := "CASE WHEN " + text.Translated("v", "tr") + " THEN '' ELSE v.html END"
	return store.Read(append(slices.Concat(postColumns(), besideColumns()), place(original, func(r *PostRow) any { return &r.VHTML }))...)
})

func (s *Threads) postRows(ctx context.Context, viewer policy.Actor, reader string) *gorm.DB {
	return s.r.Read(ctx).Table("posts").
		Joins("JOIN persons a ON a.id = posts.author_id").
		Joins("JOIN organisations o ON o.id = posts.author_for").
		Joins("LEFT JOIN persons c ON c.id = posts.confirmed_by").
		Joins("JOIN text_versions v ON v.id = posts.version_id").
		Joins("LEFT JOIN posts q ON q.id = posts.quote_post_id").
		Joins("LEFT JOIN photos ph ON ph.post_id = posts.id").
		Joins("LEFT JOIN text_translations tr ON tr.text_id = posts.text_id AND tr.language = ?", reader).
		Scopes(register.Visible(viewer, s.r.Now(), "posts."))
}

// read composes the text for the reader, and takes it away from those who may only know that there was one.
func (r *PostRow) read(viewer policy.Actor, reader string) {
	v := text.Version{Language: r.Language, HTML: r.VHTML, Erased: r.VErased}
	tr := text.Translation{ID: r.TrLanguage, Language: r.TrLanguage, State: r.TrState, HTML: r.TrHTML}
	r.Text = text.Read(v, &tr, reader)
	r.Text.Stale = r.Text.Original != nil && r.TrStale
	if gone(r.QuoteState) {
		r.QuoteText = "" // what was taken from the readers is not read in a quote either
	}
	if r.Withheld() && viewer.Person != r.AuthorID && !viewer.Has(policy.Moderator) {
		r.Text, r.Source, r.QuoteText, r.Explanation, r.HeldFor = text.Reading{Language: r.Language, State: text.Original}, "", "", "", ""
		r.PhotoID, r.PhotoAlt = "", ""
	}
}

// Withheld tells whether readers see a stub only.
func (r PostRow) Withheld() bool { return gone(r.State) || r.VErased }

func gone(state string) bool {
	return state == Hidden || state == Removed || state == Withdrawn || state == Erased
}
