package userfile

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Each decodes the entries of a list one by one into values of T and gives each with its line. An error names the file and the line.
func Each[T any](file string, list []yaml.Node, do func(entry T, line int) error) error {
	for i := range list {
		var entry T
		err := strict(&list[i], &entry)
		if err == nil {
			err = do(entry, list[i].Line)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, list[i].Line, err)
		}
	}
	return nil
}

// strict decodes a mapping and refuses keys that the struct has no field for.
func strict(node *yaml.Node, into any) error {
	if node.Kind != yaml.MappingNode {
		return errors.New("want a mapping of keys and values")
	}
	known := keys(reflect.TypeOf(into).Elem())
	for i := 0; i+1 < len(node.Content); i += 2 {
		if key := node.Content[i]; !slices.Contains(known, key.Value) {
			return fmt.Errorf("key %q in line %d, want one of %s", key.Value, key.Line, strings.Join(known, ", "))
		}
	}
	return node.Decode(into)
}

// keys are the names that a struct's fields have in YAML.
func keys(t reflect.Type) (out []string) {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		out = append(out, name)
	}
	return out
}
