package organisation

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/input"
)

// Longest texts of a service, in characters, and how many an organisation lists at once: whoever runs more names them by kinds.
const (
	longestService = 120
	longestAbout   = 600
	mostServices   = 40
)

// ServiceForm is a service as a form carries it. Version is that of the page it was filled in on; 0 for a new one.
type ServiceForm struct {
	NameZh, NameEn, NameSv    string
	AboutZh, AboutEn, AboutSv string
	ForWhom                   []string // of Audiences
	Regions                   []string // division codes; none: wherever the organisation works
	Version                   int
}

// Form is the service as the form shows it.
func (s Service) Form() ServiceForm {
	return ServiceForm{NameZh: s.NameZh, NameEn: s.NameEn, NameSv: s.NameSv, AboutZh: s.AboutZh, AboutEn: s.AboutEn, AboutSv: s.AboutSv,
		ForWhom: s.For(), Regions: s.Where(), Version: s.Version}
}

// readService puts a form into a service and lets every free text of it through the gate.
func (s *Organisations) readService(db *gorm.DB, o Organisation, form ServiceForm, row *Service) error {
	var f fault.Fields
	line := func(field, raw string) string {
		text := input.Line(&f, field, raw, longestService, false)
		s.look(&f, field, text, false)
		return text
	}
	row.NameZh, row.NameEn, row.NameSv = line("name_zh", form.NameZh), line("name_en", form.NameEn), line("name_sv", form.NameSv)
	row.AboutZh = s.prose(&f, "about_zh", form.AboutZh, longestAbout)
	row.AboutEn = s.prose(&f, "about_en", form.AboutEn, longestAbout)
	row.AboutSv = s.prose(&f, "about_sv", form.AboutSv, longestAbout)
	row.ForWhom = audience(&f, form.ForWhom)
	var err error
	if row.Regions, err = servedRegions(db, &f, o, form.Regions, row.Where()); err != nil {
		return err
	}
	if row.NameZh == "" && row.NameEn == "" && row.NameSv == "" && !refusedName(f) {
		f.Add("name_"+o.NativeLanguage, "organisation.service_unnamed", nil)
	}
	if err := others(db, &f, o, *row); err != nil {
		return err
	}
	return f.Err()
}

// refusedName tells whether a name was typed, and refused: then it is not missing.
func refusedName(f fault.Fields) bool {
	return slices.ContainsFunc(f, func(one fault.Field) bool { return strings.HasPrefix(one.Name, "name_") })
}

// audience reads for whom a service is, in the order of Audiences.
func audience(f *fault.Fields, chosen []string) string {
	var kept []string
	for _, a := range Audiences() {
		if slices.Contains(chosen, string(a)) {
			kept = append(kept, string(a))
		}
	}
	for _, code := range chosen {
		if !slices.Contains(Audiences(), Audience(code)) {
			f.Add("for_whom", "input.choice", nil)
			return ""
		}
	}
	return strings.Join(kept, " ")
}
