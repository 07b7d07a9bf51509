package ${{ values.package }};

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Answers that ${{ values.name }} is there. */
@Path("/hello")
public class HelloResource {
    @GET
    public String hello() {
        return "${{ values.name }}";
    }
}
