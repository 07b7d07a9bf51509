package dev.portico.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"pay", "group:pay", "shop/pay", "group:shop/pay", " pay ", "GROUP:Shop/Pay"})
    void aRefOfAnOwnerHasUpToThreeParts(String value) {
        assertThat(Claim.isOwner(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":pay",
                "group:",
                "/pay",
                "shop/",
                "group:/pay",
                "a:b:c",
                "a/b/c",
                "a/b:c",
                "pay team",
                "group:pay\tteam"
            })
    void whatHasAnEmptyPartOrOneTooManyIsNoRef(String value) {
        assertThat(Claim.isOwner(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "owner, pay, group:shop/pay, true",
        "owner, Group:Shop/Pay, pay, true",
        "owner, pay, user:shop/pay, false",
        "owner, pay team, PAY TEAM, true",
        "lifecycle, Production, production, false"
    })
    void ownersAreTheSameWhenTheyMeanTheSame(String field, String one, String other, boolean same) {
        assertThat(Claim.same(field, one, other, "shop")).isEqualTo(same);
    }
}
