package register

import "sametable/internal/policy"

// EraseValues empties what lies beside the entries of a noun, in every entry so far, but for the values with a kept name. The
// entries stay as they are, and so do their commitments: the chain stays whole. The noun needs a permit.
func (t *Tx) EraseValues(ref policy.Ref, kept ...string) error {
	if !t.permits[ref] {
		return UnpermittedError{ref}
	}
	of := t.Model(&Entry{}).Select("seq").Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID)
	return t.Model(&EntryValue{}).Where("seq IN (?) AND name NOT IN ? AND NOT erased", of, append([]string{""}, kept...)).
		Updates(map[string]any{"salt": "", "text": "", "erased": true}).Error
}
