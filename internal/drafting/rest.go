package drafting

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/store"
)

// mostDocuments is how many background documents a proposal can rest on.
const mostDocuments = 10

// rest reads the numbers of the background documents a proposal rests on, one a line, in any of the shapes people type them in.
// Each must be among the forum's documents; one that is not can be added there first.
func (sh *Sheet) rest(db *gorm.DB, typed Typed) error {
	if !typed.has("documents") {
		return nil
	}
	var fields fault.Fields
	var ids []string
	for line := range strings.SplitSeq(typed.One("documents"), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		number, ok := document.Normalise(line)
		var found []document.Document
		if ok {
			err := db.Session(&gorm.Session{NewDB: true}).Where("number = ? AND state = ?", number, document.Listed).Limit(1).Find(&found).Error
			if err != nil {
				return store.Found(err)
			}
		}
		switch {
		case !ok:
			fields.Add("documents", "proposal.document_number", nil)
		case len(found) == 0:
			fields.Add("documents", "proposal.document_unknown", fault.Args{"Number": number})
		case !slices.Contains(ids, string(found[0].ID)):
			ids = append(ids, string(found[0].ID))
		}
	}
	if len(ids) > mostDocuments {
		fields.Add("documents", "proposal.documents_many", fault.Args{"Most": mostDocuments})
	}
	if err := fields.Err(); err != nil {
		return err
	}
	sh.Documents = strings.Join(ids, " ")
	return nil
}

// Documents reads a list of ids that blanks separate.
func Documents(list string) []document.ID {
	var ids []document.ID
	for _, id := range strings.Fields(list) {
		ids = append(ids, document.ID(id))
	}
	return ids
}

// RestsOn gives the background documents of a sheet, by number.
func (s *Drafts) RestsOn(ctx context.Context, sh Sheet) ([]document.Document, error) {
	var all []document.Document
	err := s.r.Read(ctx).Where("id IN ?", Documents(sh.Documents)).Order("number").Find(&all).Error
	return all, store.Found(err)
}
