package thread

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

type spokenRow struct {
	Kind policy.Kind
	N    int
}

func spoken(db *gorm.DB) (map[policy.Kind]int, error) {
	var rows []spokenRow
	err := db.Table("posts").Select("o.kind, COUNT(*) AS n").Joins("JOIN organisations o ON o.id = posts.author_for").
		Where("posts.state = ?", Published).Group("o.kind").Scan(&rows).Error
	counts := map[policy.Kind]int{}
	for _, row := range rows {
		counts[row.Kind] = row.N
	}
	return counts, store.Found(err)
}

// Spoken counts the published posts of a thread by the stakeholder group they speak for: a reader sees which side of the table
// has not been heard. Published posts are seen by whoever sees their thread, so the count is the same for all of them.
func (s *Threads) Spoken(ctx context.Context, t Thread) (map[policy.Kind]int, error) {
	return spoken(s.r.Read(ctx).Where("posts.thread_id = ? AND posts.access = ?", t.ID, t.Class))
}

// Talk is what anybody may know of a forum's discussions without reading them: numbers, no words and no names.
type Talk struct {
	Threads int
	Posts   int
	LastAt  time.Time // zero: nothing was said yet
	Groups  map[policy.Kind]int
}

// Talk counts what has been said at a table, and by which groups. A thread that waits for its first post is nobody's to know of.
func (s *Threads) Talk(ctx context.Context, id policy.ForumID) (Talk, error) {
	var t Talk
	var all []Thread
	err := s.r.Read(ctx).Select("posts, last_at").Where("forum_id = ? AND shown_at IS NOT NULL", id).Order("last_at DESC").Find(&all).Error
	if err != nil || len(all) == 0 {
		return t, store.Found(err)
	}
	t.Threads, t.LastAt = len(all), all[0].LastAt
	for _, one := range all {
		t.Posts += one.Posts
	}
	t.Groups, err = spoken(s.r.Read(ctx).Where("posts.forum_id = ?", id))
	return t, err
}
