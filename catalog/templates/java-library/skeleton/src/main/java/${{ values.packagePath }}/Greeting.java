package ${{ values.package }};

/** Where ${{ values.name }} begins. */
public final class Greeting {
    private Greeting() {}

    public static String of(String name) {
        return "Hello, " + name;
    }
}
