package printing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sametable/internal/minutes"
	"sametable/internal/printed"
)

// stamp is the hash of all that is printed, as the record has it. It does not depend on how it is printed.
func (s source) stamp(language, reader string) string {
	type rendered struct{ Block, State, Words, Source string }
	type erratum struct {
		Number int
		Words  minutes.Names
		At     time.Time
	}
	var all struct {
		Form                            int
		Content, Language, Reader, Code string
		Number, Year                    int
		Issued, Approved                *time.Time
		Answers                         string
		Approval                        string `json:",omitempty"`
		Into                            []rendered
		Errata                          []erratum
	}
	m := s.set
	all.Form, all.Content, all.Language, all.Reader, all.Code, all.Number, all.Year = 1, s.content, language, reader, m.Code, m.Number, m.Year
	all.Issued, all.Approved, all.Answers, all.Approval = utc(m.IssuedAt), utc(m.ApprovedAt), m.Outcome, m.Approval
	for _, t := range s.translations {
		if t.Language == language {
			all.Into = append(all.Into, rendered{t.BlockID, string(t.State), t.Words, t.SourceHash})
		}
	}
	slices.SortFunc(all.Into, func(a, b rendered) int { return strings.Compare(a.Block, b.Block) })
	for _, e := range s.errata {
		all.Errata = append(all.Errata, erratum{e.Number, e.Words(), *utc(e.ConfirmedAt)})
	}
	raw, _ := json.Marshal(all) // plain values always marshal
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func utc(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	t := at.UTC().Truncate(time.Second)
	return &t
}

func (s source) key(language, reader, ending string) printed.Key {
	return printed.Key{Stamp: s.stamp(language, reader), Language: language, Reader: reader, Ending: ending}
}
