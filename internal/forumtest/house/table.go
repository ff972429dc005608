package house

import (
	"errors"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Table is a test at work in a house. What the tests of one room do there, they add in a type of their own over it.
type Table struct {
	*testing.T
	*House
}

// Must stops the test at an error, in the words of Says.
func (t Table) Must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(Says(err))
	}
}

// Org is the id of an organisation of the world.
func (t Table) Org(key string) policy.OrganisationID {
	t.Helper()
	return t.OrgOf(t.T, key)
}

// Whole fails the test where the register does not hold.
func (t Table) Whole() {
	t.Helper()
	if _, err := t.Verify(t.Context(), register.Verified{}); err != nil {
		t.Errorf("the register does not hold: %v", err)
	}
}

// Says is a fault as a test names it: the first field that is wrong with its message, or the message, or the reason. No fault says nothing.
func Says(err error) string {
	var f *fault.Fault
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &f):
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Name + ":" + f.Fields[0].ID
	case f.ID == "":
		return f.Reason.String()
	}
	return f.ID
}
