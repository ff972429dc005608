package register

import (
	"context"
	"fmt"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Subject is a table whose rows say themselves which state their noun is in, and which version of its text readers get. What
// they say must be what the newest entry says.
type Subject struct {
	Noun    string
	Table   string // empty: its rows have no state
	Version bool   // it has the column version_id
	Pieces  []Pieces
}

// row is what such a row says.
type row struct{ ID, State, VersionID string }

func (r *Register) verifySubject(ctx context.Context, v *verification, s Subject) error {
	if s.Table == "" {
		return nil
	}
	columns := []string{"id", "state"}
	if s.Version {
		columns = append(columns, "version_id")
	}
	const batch = 2000
	for after := ""; ; {
		var rows []row
		err := r.db.Read(ctx).Table(s.Table).Select(columns).Where("id > ?", after).Order("id").Limit(batch).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return store.Found(err)
		}
		for _, row := range rows {
			after = row.ID
			ref := policy.Ref{Noun: s.Noun, ID: row.ID}
			if said, there := v.states[ref]; there && said.state != row.State {
				v.fault(&Break{Seq: said.seq, What: fmt.Sprintf("it led %s %s to %q, but its row says %q", s.Noun, row.ID, said.state, row.State)})
			}
			if said, there := v.versions[ref]; s.Version && there && said.version != row.VersionID {
				v.fault(&Break{Seq: said.seq, Version: said.version, What: fmt.Sprintf("of %s %s: its row names version %q", s.Noun, row.ID, row.VersionID)})
			}
		}
	}
}
