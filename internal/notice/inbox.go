package notice

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// gathered are the verbs of which many unread ones in one thread stand on one line.
func gathered() []string {
	return []string{"post.published", "post.confirmed", "post.released", "post.checked", "post.held", "post.restored"}
}

// visible joins what a notice is about and leaves what the viewer may see at this instant: may, in SQL.
func (n *Notices) visible(ctx context.Context, viewer policy.Actor) *gorm.DB {
	fresh := n.r.Read(ctx)
	now := n.r.Now()
	card := register.Visible(viewer, now, "cards.")(fresh.Session(&gorm.Session{NewDB: true}))
	return fresh.Table("notices").
		Joins("JOIN entries ON entries.seq = notices.seq").
		Joins("LEFT JOIN cards ON cards.noun = notices.noun AND cards.noun_id = notices.noun_id").
		Where("notices.person_id = ?", viewer.Person).
		Scopes(register.Visible(viewer, now, "entries.")).
		Where(fresh.Where("cards.noun_id IS NULL OR entries.access = ?", policy.Own).Or(card))
}

// Pile is how many notices lie unread before somebody, whether she may still see them or not, and the newest of them. While it
// stays the same and the register does not move on, so does what Unread counts.
type Pile struct {
	Count  int
	Newest int64 // number of an entry
}

// Pile looks at what lies unread.
func (n *Notices) Pile(ctx context.Context, person policy.PersonID) (Pile, error) {
	var p Pile
	err := n.r.Read(ctx).Model(&Notice{}).Select("COUNT(*) AS count, COALESCE(MAX(seq), 0) AS newest").
		Where("person_id = ? AND read_at IS NULL", person).Take(&p).Error
	return p, store.Found(err)
}

// Unread counts the notices the viewer has not read and may see now.
func (n *Notices) Unread(ctx context.Context, viewer policy.Actor) (int, error) {
	if viewer.Person == "" {
		return 0, nil
	}
	var count int64
	err := n.visible(ctx, viewer).Where("notices.read_at IS NULL").Count(&count).Error
	return int(count), store.Found(err)
}

// Inbox lists the viewer's notices that she may see now, newest first, those before an entry's number (0: from the newest).
// Unread ones of the same kind in one thread are one item, at the place of the newest. More tells that there are older ones.
func (n *Notices) Inbox(ctx context.Context, viewer policy.Actor, before int64, limit int) (items []Item, more bool, err error) {
	if viewer.Person == "" {
		return nil, false, fault.Unauthenticated()
	}
	heads := n.visible(ctx, viewer).Select("MAX(notices.seq) AS head, COUNT(*) AS total").
		Where("notices.read_at IS NULL AND notices.verb IN ?", gathered()).Group("notices.topic, notices.verb")
	q := n.visible(ctx, viewer).Select("notices.*, COALESCE(heads.total, 1) AS total").
		Joins("LEFT JOIN (?) heads ON heads.head = notices.seq", heads).
		Where("notices.read_at IS NOT NULL OR notices.verb NOT IN ? OR heads.head IS NOT NULL", gathered())
	if before > 0 {
		q = q.Where("notices.seq < ?", before)
	}
	var rows []struct {
		Notice
		Total int
	}
	if err := q.Order("notices.seq DESC").Limit(limit + 1).Scan(&rows).Error; err != nil {
		return nil, false, store.Found(err)
	}
	if len(rows) > limit {
		rows, more = rows[:limit], true
	}
	bare := make([]Notice, len(rows))
	for i, row := range rows {
		bare[i] = row.Notice
	}
	items, err = n.items(ctx, bare)
	for i := range items {
		items[i].Count = rows[i].Total
	}
	return items, more, err
}

// Marking says which notices were read: some, with the older ones they stand for; all up to an entry's number; or those about a
// noun and what lies under it, as when somebody opens a thread.
type Marking struct {
	IDs   []ID
	UpTo  int64
	About string // id of a noun
}

// MarkRead notes that the viewer has read her notices. Those of others it does not touch.
func (n *Notices) MarkRead(ctx context.Context, viewer policy.Actor, m Marking) error {
	if viewer.Person == "" {
		return fault.Unauthenticated()
	}
	return n.r.Loose(ctx, func(tx *gorm.DB) error {
		q := tx.Model(&Notice{}).Where("person_id = ? AND read_at IS NULL", viewer.Person)
		switch {
		case len(m.IDs) > 0:
			shown := tx.Table("notices AS shown").Select("1").Where("shown.id IN ? AND shown.person_id = ?", m.IDs, viewer.Person).
				Where("shown.topic = notices.topic AND shown.verb = notices.verb AND notices.seq <= shown.seq AND notices.verb IN ?", gathered())
			q = q.Where("id IN ? OR EXISTS (?)", m.IDs, shown)
		case m.About != "":
			q = q.Where("noun_id = ? OR topic = ?", m.About, m.About)
		case m.UpTo > 0:
			q = q.Where("seq <= ?", m.UpTo)
		default:
			return nil
		}
		return q.Update("read_at", n.r.Now()).Error
	})
}
