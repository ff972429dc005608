package register

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Witness holds what lies beside the entries, the texts as readers get them now, against the register. It gets all entries in
// order, batch by batch, and at last an empty batch; a fault is a *Break.
type Witness func(ctx context.Context, entries []Entry, erased Erasures) error

// Erasures is what the register says was erased, each with the number of the entry that says so.
type Erasures struct {
	values   map[string]int64
	versions map[string]int64
}

// Version tells whether the erasure of a text version stands in the register.
func (e Erasures) Version(id string) bool { return e.versions[id] > 0 }

// Break is the first place where the register does not hold.
type Break struct {
	Seq     int64  // 0: something no entry speaks of
	Version string // the text version at fault, if it is one
	What    string
}

// Error says where and what.
func (b *Break) Error() string {
	said := b.What
	if b.Version != "" {
		said = fmt.Sprintf("text version %s: %s", b.Version, said)
	}
	if b.Seq > 0 {
		said = fmt.Sprintf("entry %d: %s", b.Seq, said)
	}
	return said
}

// Verified is what a verification went through.
type Verified struct {
	Entries, Values, Versions int
	Seq                       int64
	Head                      string
}

const verifyBatch = 2000

// Verify recomputes the whole chain and every value's commitment, holds texts against it through the witness, and then the
// states on cards and in the rows of subjects. The first fault comes back as *Break. Known is a head seen before (number and
// hash) that must still stand in the chain; zero for none. Last come the seals of cards and of the pieces of subjects.
func (r *Register) Verify(ctx context.Context, witness Witness, known Verified, subjects ...Subject) (Verified, error) {
	v := verification{witness: witness, known: known, states: map[policy.Ref]stated{}, versions: map[policy.Ref]named{}, seals: map[piece]*sealedBy{}}
	if witness == nil {
		v.witness = func(context.Context, []Entry, Erasures) error { return nil }
	}
	var err error
	if v.erased, err = r.erasures(ctx); err != nil {
		return v.Verified, err
	}
	for {
		var entries []Entry
		if err := legibleEntries(r.db.Read(ctx).Where("seq > ?", v.Seq).Order("seq").Limit(verifyBatch), &entries); err != nil {
			return v.Verified, err
		}
		if len(entries) == 0 {
			break
		}
		if err := r.verifyBatch(ctx, &v, entries); err != nil {
			return v.Verified, err
		}
	}
	if known.Seq > v.Seq {
		return v.Verified, &Break{Seq: known.Seq, What: fmt.Sprintf("the register ends at entry %d: its tail is missing", v.Seq)}
	}
	if err := v.witness(ctx, nil, v.erased); err != nil {
		return v.Verified, err
	}
	if err := r.verifyCards(ctx, &v); err != nil {
		return v.Verified, err
	}
	for _, s := range subjects {
		if err := r.verifySubject(ctx, &v, s); err != nil {
			return v.Verified, err
		}
	}
	if v.first == nil { // a row in another state does not fit its seal either, and the state says more
		if err := r.verifySeals(ctx, &v, subjects); err != nil {
			return v.Verified, store.Found(err)
		}
	}
	if v.first != nil {
		return v.Verified, v.first
	}
	return v.Verified, nil
}

// verification is one on its way.
type verification struct {
	Verified
	witness  Witness
	known    Verified
	erased   Erasures
	states   map[policy.Ref]stated
	versions map[policy.Ref]named
	seals    map[piece]*sealedBy
	first    *Break // among cards and rows, whose order is not that of entries
}

// fault keeps the fault of the lowest entry.
func (v *verification) fault(b *Break) {
	if v.first == nil || b.Seq < v.first.Seq {
		v.first = b
	}
}

// named is what the newest entry of a noun that names a version names.
type named struct {
	seq     int64
	version string
}

// stated is what the newest entry that speaks of a noun's state says.
type stated struct {
	seq   int64
	state string
}

// erasures reads what the register says was erased. The entries are verified in their turn.
func (r *Register) erasures(ctx context.Context) (Erasures, error) {
	all := Erasures{values: map[string]int64{}, versions: map[string]int64{}}
	var entries []Entry
	err := legibleEntries(r.db.Read(ctx).Select("seq", "noun", "verb", "facts").Where("verb LIKE ?", "%erased").Order("seq"), &entries)
	for _, e := range entries {
		if !e.erasure() {
			continue
		}
		for key := range e.Attested(FactErasedValues) {
			all.values[key] = e.Seq
		}
		for id := range e.Attested(FactErasedVersions) {
			all.versions[id] = e.Seq
		}
	}
	return all, err
}

func legibleCards(q *gorm.DB, cards *[]Card) error {
	return Legible(q.Order("noun, noun_id"), cards, func(key []string, why error) *Break {
		return &Break{What: fmt.Sprintf("the card of %s %s cannot be read: %v", key[0], key[1], why)}
	}, "noun", "noun_id")
}

func legibleEntries(q *gorm.DB, entries *[]Entry) error {
	return Legible(q, entries, func(key []string, why error) *Break {
		return unread(key, "of %s %s: it cannot be read: %v", key[1], key[2], why)
	}, "seq", "noun", "noun_id")
}

func (r *Register) verifyBatch(ctx context.Context, v *verification, entries []Entry) error {
	values, err := r.valuesOf(ctx, entries[0].Seq, entries[len(entries)-1].Seq)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case e.Seq != v.Seq+1:
			return &Break{Seq: v.Seq + 1, What: "the entry is missing"}
		case e.Prev != v.Head:
			return &Break{Seq: e.Seq, What: "it does not follow the entry before it"}
		case e.Digest() != e.Hash:
			return &Break{Seq: e.Seq, What: "its content does not fit its hash"}
		case v.known.Seq == e.Seq && v.known.Head != e.Hash:
			return &Break{Seq: e.Seq, What: "its hash is not the one known from outside"}
		}
		n, err := verifyValues(e, values[e.Seq], v.erased)
		if err != nil {
			return err
		}
		if e.VersionID != "" {
			v.Versions++
			v.versions[e.Ref()] = named{e.Seq, e.VersionID}
		}
		if e.ToState != "" {
			v.states[e.Ref()] = stated{e.Seq, e.ToState}
		}
		v.hearSeals(e)
		v.Entries, v.Values, v.Seq, v.Head = v.Entries+1, v.Values+n, e.Seq, e.Hash
	}
	return v.witness(ctx, entries, v.erased)
}

// verifyCards checks that each card stands in the state the newest entry of its noun led to.
func (r *Register) verifyCards(ctx context.Context, v *verification) error {
	var cards []Card
	err := legibleCards(r.db.Read(ctx), &cards)
	for _, c := range cards {
		if said, there := v.states[policy.Ref{Noun: c.Noun, ID: c.NounID}]; there && said.state != c.State {
			v.fault(&Break{Seq: said.seq, What: fmt.Sprintf("it led %s %s to %q, but its card says %q", c.Noun, c.NounID, said.state, c.State)})
		}
	}
	return err
}

func (r *Register) valuesOf(ctx context.Context, from, to int64) (map[int64][]EntryValue, error) {
	var rows []EntryValue
	err := Legible(r.db.Read(ctx).Where("seq BETWEEN ? AND ?", from, to).Order("seq, name"), &rows, func(key []string, why error) *Break {
		return unread(key, "the value %q beside it cannot be read: %v", key[1], why)
	}, "seq", "name")
	if err != nil {
		return nil, err
	}
	values := map[int64][]EntryValue{}
	for _, row := range rows {
		values[row.Seq] = append(values[row.Seq], row)
	}
	return values, nil
}

// verifyValues checks that exactly the values the entry commits to lie beside it, each unchanged or erased by a later entry.
func verifyValues(e Entry, rows []EntryValue, erased Erasures) (int, error) {
	commitments := map[string]string{}
	if err := json.Unmarshal([]byte(e.Commitments), &commitments); err != nil {
		return 0, &Break{Seq: e.Seq, What: "its commitments cannot be read"}
	}
	if len(rows) != len(commitments) {
		return 0, &Break{Seq: e.Seq, What: "a value beside it is missing or was added"}
	}
	for _, row := range rows {
		want, ok := commitments[row.Name]
		switch {
		case ok && row.Erased && erased.values[valueKey(row.Seq, row.Name)] <= e.Seq:
			return 0, &Break{Seq: e.Seq, What: "the value \"" + row.Name + "\" beside it was erased, and no entry says so"}
		case !ok, !row.Erased && commitment(row.Salt, row.Name, row.Text) != want, row.Erased && row.Salt+row.Text != "":
			return 0, &Break{Seq: e.Seq, What: "the value \"" + row.Name + "\" beside it was changed"}
		}
	}
	return len(rows), nil
}
