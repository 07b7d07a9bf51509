package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "catalog-info.yaml|catalog-info.yaml|true",
                "catalog-info.yaml|a/catalog-info.yaml|false",
                ".backstage/*.yaml|.backstage/a.yaml|true",
                ".backstage/*.yaml|.backstage/a/b.yaml|false",
                "**/catalog-info.yaml|catalog-info.yaml|true",
                "**/catalog-info.yaml|a/b/catalog-info.yaml|true",
                "**/catalog-info.yaml|a/b/my-catalog-info.yaml|false",
                "services/**|services/a/b.yaml|true",
                "services/**|other/a.yaml|false",
                "a/**/b.yaml|a/b.yaml|true",
                "a/**/b.yaml|a/x/y/b.yaml|true",
                "*.{yaml,yml}|a.yml|true",
                "*.{yaml,yml}|a.json|false",
                "{a}/x|{a}/x|true",
                "{a}/x|a/x|false",
                "${{ values.x }}/*.{md,txt}|${{ values.x }}/a.md|true",
                "{a,{b}}c|ac|true",
                "{a,{b}}c|{b}c|true",
                "x}{y|x}{y|true",
                "[ab].yaml|b.yaml|true",
                "[!ab].yaml|b.yaml|false",
                "?.yaml|ab.yaml|false",
                "a.b|axb|false",
                "./a.yaml|a.yaml|true",
            })
    void matchesPaths(String glob, String path, boolean matches) {
        assertThat(PathGlobs.of(List.of(glob)).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "catalog-info.yaml|src|false",
                ".backstage/*.yaml|.backstage|true",
                ".backstage/*.yaml|.backstage/deep|false",
                "**/catalog-info.yaml|any/folder|true",
                "services/*/x.yaml|services|true",
                "services/*/x.yaml|services/a|true",
                "services/*/x.yaml|services/a/b|false",
            })
    void entersOnlyFoldersThatMayMatch(String glob, String folder, boolean enters) {
        assertThat(PathGlobs.of(List.of(glob)).mayMatchBelow(folder)).isEqualTo(enters);
    }
}
