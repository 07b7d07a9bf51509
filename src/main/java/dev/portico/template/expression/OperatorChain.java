package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Operands with the operators between them, as they are written. They are put together by the
/// rules of JavaScript, which Nunjucks hands its expressions to: `*`, `/`, `%` before `+`, `-`, `~`
/// before `<`, `>` before `==`; from left to right; `~` makes text of what is left of it. A `//`
/// takes what is between the nearest other operators but `%`. A `not` before them belongs to the
/// first operand alone: `not a == b` is `(not a) == b`.
final class OperatorChain {
    private static final List<Set<Operator.Binary>> STRENGTHS =
            List.of(
                    Set.of(
                            Operator.Binary.MULTIPLY,
                            Operator.Binary.DIVIDE,
                            Operator.Binary.MODULO),
                    Set.of(
                            Operator.Binary.ADD,
                            Operator.Binary.SUBTRACT,
                            Operator.Binary.CONCATENATE),
                    Set.of(
                            Operator.Binary.LESS,
                            Operator.Binary.LESS_OR_EQUAL,
                            Operator.Binary.GREATER,
                            Operator.Binary.GREATER_OR_EQUAL),
                    Set.of(
                            Operator.Binary.EQUAL,
                            Operator.Binary.UNEQUAL,
                            Operator.Binary.SAME,
                            Operator.Binary.NOT_SAME));

    private record Link(Operator.Binary operator, Position at, Expression operand) {}

    private final Findings findings;
    private Expression first;
    private List<Link> links = List.of();
    private boolean divided;

    OperatorChain(Expression first, Findings findings) {
        this.first = first;
        this.findings = findings;
    }

    void add(Operator.Binary operator, Position at, Expression operand) {
        add(new Link(operator, at, operand));
    }

    private void add(Link link) {
        if (links.isEmpty()) {
            links = new ArrayList<>();
        }
        links.add(link);
    }

    /// @param negations how many `not` stand before
    Expression fold(int negations) {
        if (!links.isEmpty()) {
            foldFloors();
        }
        for (int i = 0; i < negations; i++) {
            first = new Operator.Not(first);
        }
        if (links.isEmpty()) {
            return first;
        }
        for (Set<Operator.Binary> strength : STRENGTHS) {
            fold(strength);
        }
        return first;
    }

    private void fold(Set<Operator.Binary> operators) {
        OperatorChain folded = new OperatorChain(first, findings);
        for (Link link : links) {
            if (operators.contains(link.operator())) {
                folded.join(link);
            } else {
                folded.add(link);
            }
        }
        first = folded.first;
        links = folded.links;
    }

    /// Applies a link to the last operand.
    private void join(Link link) {
        Expression left = links.isEmpty() ? first : links.getLast().operand();
        replaceLast(pair(left, link.operator(), link));
    }

    private void replaceLast(Expression operand) {
        if (links.isEmpty()) {
            first = operand;
        } else {
            Link last = links.removeLast();
            add(new Link(last.operator(), last.at(), operand));
        }
    }

    private Expression pair(Expression left, Operator.Binary operator, Link link) {
        return findings.add(
                new Operator.Pair(operator, left, link.operand(), link.at()), link.at());
    }

    /// Puts each `//` together with the `%` around it: the floor of one division after the other.
    private void foldFloors() {
        OperatorChain folded = new OperatorChain(first, findings);
        int i = 0;
        while (i < links.size()) {
            int end = i;
            boolean floors = false;
            while (end < links.size() && bindsWithFloor(links.get(end).operator())) {
                floors |= links.get(end++).operator() == Operator.Binary.FLOOR;
            }
            for (Link link : links.subList(i, end)) {
                if (floors) {
                    folded.floor(link);
                } else {
                    folded.add(link);
                }
            }
            if (floors) {
                folded.endFloor();
            }
            if (end < links.size()) {
                folded.add(links.get(end++));
            }
            i = end;
        }
        first = folded.first;
        links = folded.links;
    }

    private static boolean bindsWithFloor(Operator.Binary operator) {
        return operator == Operator.Binary.FLOOR || operator == Operator.Binary.MODULO;
    }

    private void floor(Link link) {
        Expression left = links.isEmpty() ? first : links.getLast().operand();
        if (link.operator() == Operator.Binary.FLOOR) {
            Expression start = divided ? new Operator.Floor(left) : left;
            replaceLast(pair(start, Operator.Binary.DIVIDE, link));
            divided = true;
        } else {
            replaceLast(pair(left, Operator.Binary.MODULO, link));
        }
    }

    private void endFloor() {
        Expression left = links.isEmpty() ? first : links.getLast().operand();
        replaceLast(new Operator.Floor(left));
        divided = false;
    }
}
