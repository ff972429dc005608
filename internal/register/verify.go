package register

import (
	"context"
	"encoding/json"
	"fmt"

	"sametable/internal/store"
)

// Witness computes the hashes of text versions from their content as it lies in the database now: id → hash. An erased
// version, whose erasure stands in the register, is reported as "".
type Witness func(ctx context.Context, versions []string) (map[string]string, error)

// Break is the first place where the register does not hold.
type Break struct {
	Seq     int64
	Version string // the text version at fault, if it is one
	What    string
}

// Error says where and what.
func (b *Break) Error() string {
	if b.Version != "" {
		return fmt.Sprintf("entry %d: text version %s: %s", b.Seq, b.Version, b.What)
	}
	return fmt.Sprintf("entry %d: %s", b.Seq, b.What)
}

// Verified is what a verification went through.
type Verified struct {
	Entries, Values, Versions int
	Seq                       int64
	Head                      string
}

const verifyBatch = 2000

// Verify recomputes the whole chain, every value's commitment and every text version an entry names. The first fault comes
// back as *Break. Known is a head seen before (number and hash) that must still stand in the chain; zero for none.
func (r *Register) Verify(ctx context.Context, witness Witness, known Verified) (Verified, error) {
	var v Verified
	for {
		var entries []Entry
		if err := r.db.Read(ctx).Where("seq > ?", v.Seq).Order("seq").Limit(verifyBatch).Find(&entries).Error; err != nil {
			return v, store.Found(err)
		}
		if len(entries) == 0 {
			break
		}
		if err := r.verifyBatch(ctx, &v, entries, witness, known); err != nil {
			return v, err
		}
	}
	if known.Seq > v.Seq {
		return v, &Break{Seq: known.Seq, What: fmt.Sprintf("the register ends at entry %d: its tail is missing", v.Seq)}
	}
	return v, nil
}

func (r *Register) verifyBatch(ctx context.Context, v *Verified, entries []Entry, witness Witness, known Verified) error {
	values, err := r.valuesOf(ctx, entries[0].Seq, entries[len(entries)-1].Seq)
	if err != nil {
		return err
	}
	hashes, err := versionsOf(ctx, entries, witness)
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
		case known.Seq == e.Seq && known.Head != e.Hash:
			return &Break{Seq: e.Seq, What: "its hash is not the one known from outside"}
		}
		n, err := verifyValues(e, values[e.Seq])
		if err != nil {
			return err
		}
		if e.VersionID != "" {
			if now, ok := hashes[e.VersionID]; !ok || (now != "" && now != e.VersionHash) {
				return &Break{Seq: e.Seq, Version: e.VersionID, What: "its content does not fit the hash in the register"}
			}
			v.Versions++
		}
		v.Entries, v.Values, v.Seq, v.Head = v.Entries+1, v.Values+n, e.Seq, e.Hash
	}
	return nil
}

func (r *Register) valuesOf(ctx context.Context, from, to int64) (map[int64][]EntryValue, error) {
	var rows []EntryValue
	if err := r.db.Read(ctx).Where("seq BETWEEN ? AND ?", from, to).Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	values := map[int64][]EntryValue{}
	for _, row := range rows {
		values[row.Seq] = append(values[row.Seq], row)
	}
	return values, nil
}

func versionsOf(ctx context.Context, entries []Entry, witness Witness) (map[string]string, error) {
	var ids []string
	for _, e := range entries {
		if e.VersionID != "" {
			ids = append(ids, e.VersionID)
		}
	}
	if len(ids) == 0 || witness == nil {
		return map[string]string{}, nil
	}
	return witness(ctx, ids)
}

// verifyValues checks that exactly the values the entry commits to lie beside it, each unchanged or erased.
func verifyValues(e Entry, rows []EntryValue) (int, error) {
	commitments := map[string]string{}
	if err := json.Unmarshal([]byte(e.Commitments), &commitments); err != nil {
		return 0, &Break{Seq: e.Seq, What: "its commitments cannot be read"}
	}
	if len(rows) != len(commitments) {
		return 0, &Break{Seq: e.Seq, What: "a value beside it is missing or was added"}
	}
	for _, row := range rows {
		want, ok := commitments[row.Name]
		if !ok || (!row.Erased && commitment(row.Salt, row.Name, row.Text) != want) {
			return 0, &Break{Seq: e.Seq, What: "the value \"" + row.Name + "\" beside it was changed"}
		}
	}
	return len(rows), nil
}
