package dev.portico.template.action.wait;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Decision;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Patience;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `approval:request`.
@Singleton
final class RequestApproval extends TypedAction<RequestApproval.Input, RequestApproval.Output> {
    record Input(
            @Describe("Refs of the groups and users of whom one must approve.")
                    @Nullable List<String> approvers,
            @Describe("Ref of an entity whose owners may approve, beside the approvers.")
                    @Nullable String ownersOf,
            @Describe(
                            value = "Whether who runs the template may approve, when among them.",
                            byDefault = "false")
                    boolean requesterMay,
            @Describe("How long there is to decide, as 7d; for ever when left out.")
                    @Nullable String expires,
            @Describe("What is asked for, for those who decide.") @Nullable String message) {}

    record Output(
            @Describe("Ref of who approved.") String approvedBy,
            @Describe("What they said.") @Nullable String comment,
            @Describe("When, in ISO 8601.") String at) {}

    private final Approvers approvers;

    RequestApproval(Approvers approvers) {
        super(
                new About<>(
                        "approval:request",
                        "Waits until one of the approvers has approved. The step fails when one"
                                + " rejects, or nobody decides in time.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.approvers = approvers;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        ApprovalRule rule = rule(input);
        approvers.requireSome(rule);
        String asked = approvers.words(rule);
        if (context.dryRun()) {
            context.log("It would ask " + asked + " for approval.");
            return Outcome.Done.NOTHING;
        }
        if (!context.decisions().isEmpty()) {
            return decided(context.decisions().getFirst());
        }
        Patience patience = Patience.of(input.expires(), context);
        @Nullable Instant expires = patience.expires();
        if (expires != null && !context.clock().instant().isBefore(expires)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Nobody decided until " + expires + "; " + asked + " could have.");
        }
        return new Outcome.Waiting(
                patience.in(rule.toJson()),
                Set.of(WakeKeys.decision(context.task().id(), context.stepId())),
                null,
                expires,
                "Waiting for approval by "
                        + asked
                        + (input.message() == null ? "." : ": " + input.message()));
    }

    private static ApprovalRule rule(Input input) {
        List<String> refs = new ArrayList<>();
        for (String each : input.approvers() == null ? List.<String>of() : input.approvers()) {
            refs.add(
                    each.equals(ApprovalRule.LOCAL)
                            ? each
                            : EntityRef.parse(each, "group", EntityRef.DEFAULT_NAMESPACE)
                                    .toString());
        }
        String ownersOf =
                input.ownersOf() == null
                        ? null
                        : EntityRef.parse(
                                        input.ownersOf(), "component", EntityRef.DEFAULT_NAMESPACE)
                                .toString();
        return new ApprovalRule(refs, ownersOf, input.requesterMay());
    }

    private Outcome decided(Decision decision) {
        if (decision.approved()) {
            return done(new Output(decision.actor(), decision.comment(), decision.at().toString()));
        }
        @Nullable String comment = decision.comment();
        throw new PorticoException(
                ErrorCode.FORBIDDEN,
                decision.actor()
                        + " rejected it"
                        + (comment == null || comment.isBlank() ? "." : ": " + comment));
    }
}
