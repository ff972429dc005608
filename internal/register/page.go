package register

import (
	"context"
	"maps"
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Line is an entry with its readable values, for a page. Masked: the reader sees that something was done, when and of which kind,
// with its place in the chain, and neither by whom nor to what.
type Line struct {
	Entry
	Values map[string]string
	Masked bool
}

// mask takes out of a line what leads to persons or to what was said. The hashes stay: the chain can be followed over it.
func (l Line) mask() Line {
	e := l.Entry
	return Line{Masked: true, Values: map[string]string{}, Entry: Entry{Seq: e.Seq, At: e.At, Noun: e.Noun, Verb: e.Verb, FromState: e.FromState,
		ToState: e.ToState, VersionHash: e.VersionHash, Access: policy.Access{Class: e.Class}, Prev: e.Prev, Hash: e.Hash}}
}

// Timeline gives the entries of one noun the viewer may see, oldest first.
func (r *Register) Timeline(ctx context.Context, viewer policy.Actor, ref policy.Ref) ([]Line, error) {
	all, err := r.History(ctx, ref)
	return all.Seen(viewer, r.Now()), err
}

// History is what the register holds about a noun, whoever reads it.
type History struct {
	lines []Line
	acts  map[string][]policy.Access // who may see what else came with an act that a forum's members read about
}

// mostEntries is how many entries a noun's history has at most.
const mostEntries = 1000

// History reads what the register holds about a noun, oldest first. What of it somebody reads, Seen says.
func (r *Register) History(ctx context.Context, ref policy.Ref) (History, error) {
	h := History{acts: map[string][]policy.Access{}}
	var entries []Entry
	if err := r.db.Read(ctx).Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID).Order("seq").Limit(mostEntries).Find(&entries).Error; err != nil {
		return h, store.Found(err)
	}
	for _, e := range entries {
		if e.Class == policy.Members {
			h.acts[e.Act] = nil
		}
	}
	if len(h.acts) > 0 {
		var rest []Entry
		if err := r.db.Read(ctx).Select("act", "access", "person_id", "organisation_id", "forum_id").Where("act IN ?", slices.Sorted(maps.Keys(h.acts))).Find(&rest).Error; err != nil {
			return h, store.Found(err)
		}
		for _, e := range rest {
			h.acts[e.Act] = append(h.acts[e.Act], e.Access)
		}
	}
	var err error
	h.lines, err = r.lines(ctx, entries)
	return h, err
}

// Seen gives the lines the viewer may see. Members are not told that something of a discussion changed where they may not see what it
// was: a post that waits is counted.
func (h History) Seen(viewer policy.Actor, now time.Time) []Line {
	hidden := func(x policy.Access) bool { return !viewer.Sees(x, now) }
	var seen []Line
	for _, l := range h.lines {
		if !hidden(l.Access) && !(l.Class == policy.Members && slices.ContainsFunc(h.acts[l.Act], hidden)) {
			seen = append(seen, l)
		}
	}
	return seen
}

// Page gives entries newest first, before a number (0: from the newest), for the people who read the whole register. Entries they
// may not see as anybody else may (of closed forums, of one person) come masked: an office reads the diary, not what is closed.
func (r *Register) Page(ctx context.Context, viewer policy.Actor, before int64, limit int) ([]Line, error) {
	if !policy.May(policy.ReadRegister, viewer.OfficeRoles()) {
		return nil, fault.NotFound()
	}
	q := r.db.Read(ctx).Order("seq DESC").Limit(limit)
	if before > 0 {
		q = q.Where("seq < ?", before)
	}
	var entries []Entry
	if err := q.Find(&entries).Error; err != nil {
		return nil, store.Found(err)
	}
	lines, err := r.lines(ctx, entries)
	if err != nil {
		return nil, err
	}
	var edges []string // an act's numbers follow each other: only the first and the last on a page can have entries beyond it
	if len(entries) > 0 {
		edges = []string{entries[0].Act, entries[len(entries)-1].Act}
	}
	closed, err := r.closed(ctx, viewer, entries, edges...)
	if err != nil {
		return nil, err
	}
	for i, l := range lines {
		// What its readers' own office is about stays open: a grant of an office tells the person of it in an entry of her own.
		if !viewer.Sees(l.Access, r.Now()) || closed[l.Act] && l.Class != policy.Administration {
			lines[i] = l.mask()
		}
	}
	return lines, nil
}

// closed are the acts with an entry the viewer may not see, among entries that were read and among acts that are to be read whole.
func (r *Register) closed(ctx context.Context, viewer policy.Actor, read []Entry, whole ...string) (map[string]bool, error) {
	acts := map[string]bool{}
	if len(whole) == 0 {
		return acts, nil
	}
	var rest []Entry
	if err := r.db.Read(ctx).Where("act IN ?", whole).Find(&rest).Error; err != nil {
		return nil, store.Found(err)
	}
	for _, e := range slices.Concat(read, rest) {
		if !viewer.Sees(e.Access, r.Now()) {
			acts[e.Act] = true
		}
	}
	return acts, nil
}

func (r *Register) lines(ctx context.Context, entries []Entry) ([]Line, error) {
	lines := make([]Line, len(entries))
	at := map[int64]int{}
	seqs := make([]int64, len(entries))
	for i, e := range entries {
		lines[i] = Line{Entry: e, Values: map[string]string{}}
		at[e.Seq], seqs[i] = i, e.Seq
	}
	if len(seqs) == 0 {
		return lines, nil
	}
	var values []EntryValue
	if err := r.db.Read(ctx).Where("seq IN ?", seqs).Find(&values).Error; err != nil {
		return nil, store.Found(err)
	}
	for _, v := range values {
		lines[at[v.Seq]].Values[v.Name] = v.Text
	}
	return lines, nil
}
