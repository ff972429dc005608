//go:build !race

package site_test

// underRace is false: every route is asked for as every role.
const underRace = false
