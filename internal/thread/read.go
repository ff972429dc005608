package thread

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Row is a thread in a list, with its title and purpose for one reader.
type Row struct {
	Thread
	Title        text.Reading `gorm:"-"`
	Purpose      text.Reading `gorm:"-"`
	ReadTo       int
	LastName     string
	LastLatin    string // the same in Latin letters
	ForumZh      string
	ForumEn      string
	ForumSv      string
	Follows      bool
	VTitle       string `gorm:"column:v_title"`
	VSource      string `gorm:"column:v_source"`
	VHTML        string `gorm:"column:v_html"`
	VHash        string `gorm:"column:v_hash"`
	TrTitle      string
	TrHTML       string `gorm:"column:tr_html"`
	TrState      text.State
	TrSourceHash string
	TrLanguage   string
	DraftBody    string
	DraftFields  string
	DraftAt      *time.Time
}

const draftColumns = ", COALESCE(dr.body, '') AS draft_body, COALESCE(dr.fields, '') AS draft_fields, dr.saved_at AS draft_at"

// Draft is the reply the viewer has begun, if Find gave the row.
func (r Row) Draft() (d SavedDraft, begun bool) {
	if r.DraftAt == nil {
		return d, false
	}
	return SavedDraft{Key: ReplyDraft + r.ID, Body: r.DraftBody, Fields: r.DraftFields, SavedAt: *r.DraftAt}, true
}

const threadColumns = "threads.*, v.title AS v_title, v.source AS v_source, v.html AS v_html, v.hash AS v_hash, COALESCE(tr.title, '') AS tr_title, " +
	"COALESCE(tr.html, '') AS tr_html, COALESCE(tr.state, '') AS tr_state, COALESCE(tr.source_hash, '') AS tr_source_hash, " +
	"COALESCE(tr.language, '') AS tr_language, COALESCE(m.number, 0) AS read_to, forums.name_zh AS forum_zh, " +
	"forums.name_en AS forum_en, forums.name_sv AS forum_sv, COALESCE(fw.level = 'all', FALSE) AS follows, COALESCE(persons.name, '') AS last_name, COALESCE(persons.latin, '') AS last_latin"

func (s *Threads) rows(ctx context.Context, viewer policy.Actor, reader string) *gorm.DB {
	return s.r.Read(ctx).Table("threads").Select(threadColumns).
		Joins("JOIN text_versions v ON v.id = threads.version_id").
		Joins("LEFT JOIN text_translations tr ON tr.text_id = threads.text_id AND tr.language = ?", reader).
		Joins("LEFT JOIN read_marks m ON m.thread_id = threads.id AND m.person_id = ?", viewer.Person).
		Joins("LEFT JOIN persons ON persons.id = threads.last_by").
		Joins("JOIN forums ON forums.id = threads.forum_id").
		Joins("LEFT JOIN follows fw ON fw.noun = 'thread' AND fw.noun_id = threads.id AND fw.person_id = ?", viewer.Person).
		Scopes(register.Visible(viewer, s.r.Now(), "threads."))
}

// read composes title and purpose for the reader.
func (r *Row) read(reader string) {
	v := text.Version{Language: r.Language, Title: r.VTitle, HTML: r.VHTML, Hash: r.VHash}
	tr := text.Translation{ID: r.TrLanguage, Language: r.TrLanguage, State: r.TrState, Title: r.TrTitle, HTML: r.TrHTML, SourceHash: r.TrSourceHash}
	r.Title = text.Read(v, &tr, reader)
	r.Purpose = r.Title
}

// Table is the forum the thread belongs to, as far as the row knows it: id, key and names.
func (r Row) Table() forum.Forum {
	return forum.Forum{ID: r.Forum, Key: r.ForumKey, NameZh: r.ForumZh, NameEn: r.ForumEn, NameSv: r.ForumSv}
}

// List gives a forum's threads the viewer may see, newest word first.
func (s *Threads) List(ctx context.Context, viewer policy.Actor, id policy.ForumID, reader string, limit int) ([]Row, error) {
	var rows []Row
	err := s.rows(ctx, viewer, reader).Where("threads.forum_id = ?", id).Order("threads.last_at DESC, threads.id").Limit(limit).Scan(&rows).Error
	for i := range rows {
		rows[i].read(reader)
	}
	return rows, store.Found(err)
}

// Find gives one thread by forum key and "2016-01", with the reply the viewer has begun.
func (s *Threads) Find(ctx context.Context, viewer policy.Actor, forumKey, at, reader string) (Row, error) {
	var row Row
	year, n, ok := number(at)
	if !ok {
		return row, store.Found(gorm.ErrRecordNotFound)
	}
	err := s.rows(ctx, viewer, reader).Select(threadColumns+draftColumns).
		Joins("LEFT JOIN drafts dr ON dr.person_id = ? AND dr.key = ? || threads.id", viewer.Person, ReplyDraft).
		Where("threads.forum_key = ? AND threads.year = ? AND threads.number = ?", forumKey, year, n).Take(&row).Error
	row.read(reader)
	return row, store.Found(err)
}

// PageSize is how many posts stand on a page.
const PageSize = 20

// Page gives the posts of a thread after a number (0: from the first), with one more than a page holds to tell whether there
// are later ones.
func (s *Threads) Page(ctx context.Context, viewer policy.Actor, thread, reader string, after int) (rows []PostRow, more bool, err error) {
	rows, err = amongColumns().From(s.postRows(ctx, viewer, reader).Where("posts.thread_id = ? AND posts.number > ?", thread, after).
		Order("posts.number").Limit(PageSize + 1))
	if err != nil {
		return nil, false, store.Found(err)
	}
	if len(rows) > PageSize {
		rows, more = rows[:PageSize], true
	}
	for i := range rows {
		rows[i].read(viewer, reader)
	}
	return rows, more, s.noteSpeakers(ctx, rows)
}

// Post gives one post by its id.
func (s *Threads) Post(ctx context.Context, viewer policy.Actor, id, reader string) (PostRow, error) {
	rows, err := aloneColumns().From(s.postRows(ctx, viewer, reader).Where("posts.id = ?", id))
	if err == nil && len(rows) == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return PostRow{}, store.Found(err)
	}
	rows[0].read(viewer, reader)
	return rows[0], s.noteSpeakers(ctx, rows)
}

// Revisions gives the versions of a post, oldest first: all of them to the author and moderators, to others those that were
// not quietly replaced while the post was young.
func (s *Threads) Revisions(ctx context.Context, viewer policy.Actor, id string) (PostRow, []text.Version, error) {
	row, err := s.Post(ctx, viewer, id, "")
	if err != nil {
		return row, nil, err
	}
	all, err := text.Versions(s.r.Read(ctx), row.Record())
	if err != nil {
		return row, nil, store.Found(err)
	}
	insider := viewer.Person == row.AuthorID || viewer.Has(policy.Moderator)
	if row.Withheld() && !insider {
		return row, nil, nil
	}
	var shown []text.Version
	for i, v := range all {
		replaced := i+1 < len(all) && all[i+1].Quiet
		unpublished := row.PublishedAt != nil && i+1 < len(all) && !all[i+1].MadeAt.After(*row.PublishedAt)
		if insider || (!replaced && !unpublished) {
			shown = append(shown, v)
		}
	}
	return row, shown, nil
}

// Mine gives what the viewer wrote, or typed from a letter, and waits for something: held, returned, or to be confirmed.
func (s *Threads) Mine(ctx context.Context, viewer policy.Actor, reader string) ([]PostRow, error) {
	return s.some(ctx, viewer, reader, func(g *gorm.DB) *gorm.DB {
		mine := s.r.Read(ctx).Where("posts.author_id = ? AND (posts.letter_asked OR posts.entered_by = '')", viewer.Person).
			Or("posts.entered_by = ? AND NOT posts.letter_asked", viewer.Person)
		return g.Where("posts.state IN ?", []string{Held, Returned, Confirming}).Where(mine)
	})
}

// ToConfirm gives the statements that wait for the viewer: of her organisation by a colleague; letters she may check, as a
// moderator or the forum's chair; and statements whose letter she is to attach, as its secretary.
func (s *Threads) ToConfirm(ctx context.Context, viewer policy.Actor, reader string) ([]PostRow, error) {
	orgs := viewer.Organisations()
	return s.some(ctx, viewer, reader, func(g *gorm.DB) *gorm.DB {
		own := s.r.Read(ctx).Where("posts.letter = '' AND posts.author_for IN ? AND posts.author_id <> ?", orgs, viewer.Person)
		if viewer.Has(policy.Moderator) {
			own = own.Or("posts.letter <> '' AND posts.entered_by <> ?", viewer.Person)
		}
		if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
			own = own.Or("posts.forum_id IN ? AND (posts.letter <> '' OR posts.letter_asked) AND posts.entered_by <> ?", forums, viewer.Person)
		}
		return g.Where("posts.state = ?", Confirming).Where(own)
	})
}

// Held gives the posts that wait for a moderator, longest waiting first.
func (s *Threads) Held(ctx context.Context, viewer policy.Actor, reader string) ([]PostRow, error) {
	if !viewer.Has(policy.Moderator) {
		return nil, nil
	}
	return s.some(ctx, viewer, reader, func(g *gorm.DB) *gorm.DB {
		return g.Where("posts.state = ? OR posts.proposed_by <> ''", Held)
	})
}

func (s *Threads) some(ctx context.Context, viewer policy.Actor, reader string, which func(*gorm.DB) *gorm.DB) ([]PostRow, error) {
	rows, err := aloneColumns().From(which(s.postRows(ctx, viewer, reader)).Order("posts.sent_at").Limit(200))
	for i := range rows {
		rows[i].read(viewer, reader)
	}
	if err == nil {
		err = s.noteSpeakers(ctx, rows)
	}
	return rows, store.Found(err)
}

// ByID gives a thread by its id, for pages that come from a post.
func (s *Threads) ByID(ctx context.Context, viewer policy.Actor, id, reader string) (Row, error) {
	var row Row
	err := s.rows(ctx, viewer, reader).Where("threads.id = ?", id).Take(&row).Error
	row.read(reader)
	return row, store.Found(err)
}
