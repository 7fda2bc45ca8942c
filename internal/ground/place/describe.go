package place

// describe adds the places that the text describes by others: borders, distances, roads, parts.
func (r *reading) describe() {}
