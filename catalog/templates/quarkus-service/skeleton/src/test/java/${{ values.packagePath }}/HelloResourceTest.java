package ${{ values.package }};

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HelloResourceTest {
    @Test
    void answersWithItsName() {
        get("/hello").then().statusCode(200).body(equalTo("${{ values.name }}"));
    }
}
