package organisation

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// regionsNoun is the table of divisions in the register.
const regionsNoun = "regions"

// divisionShape: a code of GB/T 2260, or a country's two letters.
var divisionShape = regexp.MustCompile(`^(\d{6}|[A-Z]{2})$`)

// nation is the code that stands for the whole country.
const nation = "100000"

// provincesOf2260 are the first two figures of the divisions of the standard.
func provincesOf2260() []string {
	return strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82")
}

// ForeignDivision tells whether a code is none that the table has. Of provinces the table does not cover only the first two
// figures are judged; a country's letters and the nation are at home everywhere.
func ForeignDivision(code string, table []Region) bool {
	if len(code) != 6 || code == nation {
		return false
	}
	covered := false
	for _, r := range table {
		if r.Code == code {
			return false
		}
		covered = covered || len(r.Code) == 6 && r.Code[:2] == code[:2]
	}
	return covered || !slices.Contains(provincesOf2260(), code[:2])
}

// within is the beginning that the codes of a division and of all its parts share: 63 for 630000, 6301 for 630100.
func within(code string) string {
	if len(code) != 6 {
		return code
	}
	for len(code) > 2 && strings.HasSuffix(code, "00") {
		code = code[:len(code)-2]
	}
	return code
}

// regionsAtOnce keeps a statement below the parameters SQLite takes.
const regionsAtOnce = 500

// LoadRegions adds divisions to the table, and renews those it has, in an act of whoever sets the forum up. None is ever taken
// away: older data name abolished ones.
func LoadRegions(tx *register.Tx, regions []Region) error {
	for _, r := range regions {
		if !divisionShape.MatchString(r.Code) || r.Zh == "" || r.En == "" || r.Sv == "" {
			return fault.Invalid(fault.Says("regions", "organisation.region_row", fault.Args{"Code": r.Code}))
		}
	}
	if len(regions) == 0 {
		return nil
	}
	tx.Permit(policy.Allow(regionsNoun, regionsNoun, "load"))
	for rows := range slices.Chunk(slices.Clone(regions), regionsAtOnce) {
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&rows).Error; err != nil {
			return store.Found(err)
		}
	}
	tx.Enter(register.Note{Noun: regionsNoun, ID: regionsNoun, Verb: "regions.loaded", Facts: map[string]any{"n": len(regions)},
		Access: policy.Access{Class: policy.Public}})
	return nil
}

// Regions gives the whole table of divisions by code, abolished ones included.
func (s *Organisations) Regions(ctx context.Context) ([]Region, error) {
	var all []Region
	err := s.r.Read(ctx).Order("code").Find(&all).Error
	return all, store.Found(err)
}

// Region gives one division, or NotFound.
func (s *Organisations) Region(ctx context.Context, code string) (Region, error) {
	var r Region
	err := s.r.Read(ctx).Where("code = ?", code).Take(&r).Error
	return r, store.Found(err)
}
