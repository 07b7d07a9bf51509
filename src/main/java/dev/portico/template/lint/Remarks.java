package dev.portico.template.lint;

import dev.portico.catalog.KindLint.Remark;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what is to be told of one template, each thing once.
final class Remarks {
    private final Set<Remark> remarks = new LinkedHashSet<>();

    void add(String code, String message, String pointer, @Nullable Object found) {
        remarks.add(new Remark(code, message, pointer, found));
    }

    List<Remark> all() {
        return new ArrayList<>(remarks);
    }
}
