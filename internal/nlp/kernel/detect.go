package kernel

// Detect is the fastest set that this processor runs.
func Detect() *Set {
	all := Available()
	return all[0]
}

// ByName is the set of that name, or nil when this processor does not run it.
func ByName(name string) *Set {
	for _, s := range Available() {
		if s.Name == name {
			return s
		}
	}
	return nil
}
