package organisation

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/store"
)

// servedRegions reads where a service is offered. It takes divisions the table has now, those where its organisation works (which may
// be a country), and those it had before: a division that is abolished later does not keep a service from being changed.
func servedRegions(db *gorm.DB, f *fault.Fields, o Organisation, chosen, before []string) (string, error) {
	own := o.Regions()
	codes := slices.Clone(chosen)
	if len(codes) == 0 {
		codes = own
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if len(codes) > mostRegions {
		f.Add("regions", "organisation.too_many_regions", fault.Args{"Max": mostRegions})
		return "", nil
	}
	var known []string
	err := db.Model(&Region{}).Where("code IN ? AND valid_to = ''", codes).Pluck("code", &known).Error
	if err != nil {
		return "", store.Found(err)
	}
	known = slices.Concat(known, own, before)
	if slices.ContainsFunc(codes, func(code string) bool { return !slices.Contains(known, code) }) {
		f.Add("regions", "input.choice", nil)
		return "", nil
	}
	return strings.Join(codes, " "), nil
}

// others holds a service against those its organisation offers besides: none has the same name, and there are not too many.
func others(db *gorm.DB, f *fault.Fields, o Organisation, row Service) error {
	var rest []Service
	err := db.Where("organisation_id = ? AND ended_on IS NULL AND id <> ?", row.OrganisationID, row.ID).Find(&rest).Error
	if err != nil {
		return store.Found(err)
	}
	if len(rest) >= mostServices {
		f.Add("name_"+o.NativeLanguage, "organisation.services_many", fault.Args{"Most": mostServices})
	}
	for _, name := range []struct {
		field, text string
		of          func(Service) string
	}{
		{"name_zh", row.NameZh, func(s Service) string { return s.NameZh }}, {"name_en", row.NameEn, func(s Service) string { return s.NameEn }},
		{"name_sv", row.NameSv, func(s Service) string { return s.NameSv }},
	} {
		same := func(s Service) bool { return folded(name.of(s)) == folded(name.text) }
		if name.text != "" && slices.ContainsFunc(rest, same) {
			f.Add(name.field, "organisation.service_double", nil)
		}
	}
	return nil
}
