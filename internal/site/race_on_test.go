//go:build race

package site_test

// underRace: the race detector looks for races, and makes each page ten times as slow; three people find them as twelve do.
const underRace = true
