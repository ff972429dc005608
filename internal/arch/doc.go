// Package arch holds the house up: its tests read the source of the whole module and fail when a room imports from its own
// storey or from above, when a file breaks the manners every room keeps, or when the house grows restless. The rules are data
// at the top of each test, every exception stands there with its reason, and every rule is tried on planted faults. Nothing
// here runs in the program.
package arch
