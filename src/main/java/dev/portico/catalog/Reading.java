package dev.portico.catalog;

import java.util.List;

/// The complete outcome of reading one file: it replaces all that was known of its location.
public record Reading(FileRead read, List<Declaration> declarations, List<Rejection> rejections) {
    public Reading {
        declarations = List.copyOf(declarations);
        rejections = List.copyOf(rejections);
    }

    public String location() {
        return read.location();
    }
}
