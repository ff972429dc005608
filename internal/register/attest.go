package register

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sametable/internal/policy"
)

// Facts by which later verifications know what became of texts and values. Each is an object from a key to a hash.
const (
	FactVersions       = "versions"        // text version → its seal
	FactTranslations   = "translations"    // language → the translation's seal
	FactErasedVersions = "erased_versions" // text version → its hash
	FactErasedValues   = "erased_values"   // "12 reason": the value of entry 12 → its commitment
)

// attest is one line of such a fact.
type attest struct {
	ref             policy.Ref
	fact, key, hash string
}

// Attest adds to the facts of the noun's entry what a room below the use case did, so that no use case can forget it. The act
// needs an entry for the noun; for what was erased that entry is the erasure, "<noun>.erased".
func (t *Tx) Attest(ref policy.Ref, fact, key, hash string) {
	t.attests = append(t.attests, attest{ref, fact, key, hash})
}

// attested writes the facts into the entries.
func (t *Tx) attested() error {
	for _, a := range t.attests {
		at := slices.IndexFunc(t.entries, func(e *Entry) bool {
			erases := a.fact == FactErasedVersions || a.fact == FactErasedValues
			return e.Ref() == a.ref && (!erases || e.erasure())
		})
		if at < 0 {
			return UnenteredError{a.ref}
		}
		if t.facts[at] == nil {
			t.facts[at] = map[string]any{}
		}
		hashes, there := t.facts[at][a.fact].(map[string]string)
		if !there {
			hashes = map[string]string{}
			t.facts[at][a.fact] = hashes
		}
		hashes[a.key] = a.hash
	}
	return nil
}

// erasure tells whether the entry says that something of its noun was erased.
func (e Entry) erasure() bool {
	return e.Verb == e.Noun+".erased" || e.Verb == e.Noun+".reasons_erased"
}

// Attested reads such a fact: key → hash.
func (e Entry) Attested(fact string) map[string]string {
	var facts map[string]json.RawMessage
	hashes := map[string]string{}
	if !strings.Contains(e.Facts, `"`+fact+`":`) {
		return nil // most entries, of most facts
	}
	if json.Unmarshal([]byte(e.Facts), &facts) != nil || json.Unmarshal(facts[fact], &hashes) != nil {
		return nil
	}
	return hashes
}

// valueKey names a value in the fact of its erasure.
func valueKey(seq int64, name string) string { return fmt.Sprintf("%d %s", seq, name) }

// EraseValues empties what lies beside the entries of a noun, in every entry so far, but for the values with a kept name. The
// entries stay as they are, and so do their commitments: the chain stays whole. The noun needs a permit, and the act the entry
// "<noun>.erased" or "<noun>.reasons_erased", whose facts name what was erased.
func (t *Tx) EraseValues(ref policy.Ref, kept ...string) error {
	return t.EraseSome(ref, nil, kept...)
}

// EraseSome does the same in those of the noun's entries that a question picks; in all of them where it is nil.
func (t *Tx) EraseSome(ref policy.Ref, picks func(Entry) bool, kept ...string) error {
	if err := t.watch(ref); err != nil {
		return err
	}
	var entries []Entry
	if err := t.Select("seq", "noun", "noun_id", "verb", "facts").Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID).Find(&entries).Error; err != nil {
		return err
	}
	var of []int64
	for _, e := range entries {
		if picks == nil || picks(e) {
			of = append(of, e.Seq)
		}
	}
	var rows []EntryValue
	if err := t.Where("seq IN ? AND NOT erased", of).Order("seq, name").Find(&rows).Error; err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		if slices.Contains(kept, row.Name) {
			continue
		}
		t.Attest(ref, FactErasedValues, valueKey(row.Seq, row.Name), commitment(row.Salt, row.Name, row.Text))
		row.Salt, row.Text, row.Erased = "", "", true
		if err := ours(t.DB).Model(row).Select("salt", "text", "erased").Updates(row).Error; err != nil {
			return err
		}
	}
	return nil
}
