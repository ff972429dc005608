package arch_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryProofOfTheASVSExists reads docs/asvs.tsv, which holds requirements of OWASP ASVS 5.0.0 against this program: each row
// says whether it applies, and names tests, the design that settles it, or what is still open. A test that is named must be there.
func TestEveryProofOfTheASVSExists(t *testing.T) {
	top, err := root()
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(top, "docs", "asvs.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	if lines[0] != "id\tlevel\tsection\tapplies\tproof" || len(lines) < 254 { // all of levels 1 and 2 are 253
		t.Fatalf("%d rows under %q", len(lines)-1, lines[0])
	}
	id := regexp.MustCompile(`^V[0-9]+\.[0-9]+\.[0-9]+$`)
	seen := map[string]bool{}
	for _, line := range lines[1:] {
		row := strings.Split(line, "\t")
		if len(row) != 5 || !id.MatchString(row[0]) || seen[row[0]] || row[3] != "yes" && row[3] != "no" || row[4] == "" {
			t.Errorf("no row, or twice: %q", line)
			continue
		}
		seen[row[0]] = true
		for _, flaw := range flawsOfProof(top, row[3] == "yes", row[4]) {
			t.Errorf("%s: %s", row[0], flaw)
		}
	}
}

// flawsOfProof says what is wrong with the proof of one requirement.
func flawsOfProof(top string, applies bool, proof string) (flaws []string) {
	named := regexp.MustCompile(`\b((?:internal|cmd|web|deploy)[a-z/]*)\.(Test\w+)`).FindAllStringSubmatch(proof, -1)
	if applies && len(named) == 0 && !strings.HasPrefix(proof, "by design: ") && !strings.HasPrefix(proof, "open: ") {
		flaws = append(flaws, "it names no test, and neither the design nor what is open: "+proof)
	}
	for _, test := range named {
		files, _ := filepath.Glob(filepath.Join(top, filepath.FromSlash(test[1]), "*_test.go"))
		there := false
		for _, file := range files {
			source, err := os.ReadFile(file)
			there = there || err == nil && strings.Contains(string(source), "\nfunc "+test[2]+"(t *testing.T)")
		}
		if !there {
			flaws = append(flaws, test[0]+" is no test")
		}
	}
	return flaws
}

// TestTheRuleOfProofsBites tries it on planted rows.
func TestTheRuleOfProofsBites(t *testing.T) {
	top, err := root()
	if err != nil {
		t.Fatal(err)
	}
	for proof, flaws := range map[string]int{"internal/arch.TestTheRuleOfProofsBites": 0, "internal/arch.TestNobodyWrote, web.TestNothing": 2,
		"somewhere": 1, "by design: none": 0, "open: none yet": 0} {
		if got := flawsOfProof(top, true, proof); len(got) != flaws {
			t.Errorf("%s: %v", proof, got)
		}
	}
}
