package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiAnswers;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SendyardTest
class OpenApiTests {

    @Autowired World world;

    @Autowired MockMvcTester mvc;

    @Autowired OpenApiDocument description;

    @Autowired ApiAnswers answers;

    @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void describesEveryRouteAndNoOther() {
        var routes =
                requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                        .flatMap(route ->
                                route.getPatternValues().stream()
                                        .filter(path -> path.startsWith(ApiResponses.ROOT))
                                        .flatMap(path ->
                                                route.getMethodsCondition().getMethods().stream()
                                                        .map(method -> method + " " + path)))
                        .toList();

        assertThat(calls().map(call -> call.verb() + " " + call.path()))
                .containsExactlyInAnyOrderElementsOf(routes)
                .hasSizeGreaterThan(15);
    }

    @Test
    void servesTheDescriptionToEverybodyUnderItsOwnAddress() {
        var answer = mvc.get().uri("/v1/openapi.json").exchange();

        assertThat(answer)
                .hasStatus(HttpStatus.OK)
                .hasContentTypeCompatibleWith("application/json")
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.openapi").asString().startsWith("3.1.");
                    json.assertThat()
                            .extractingPath("$.servers[0].url")
                            .isEqualTo("http://mail.sendyard.example");
                });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(description.document()))
                .hasSizeGreaterThan(100)
                .allSatisfy(reference ->
                        assertThat(description.document().at(reference.substring(1)).isObject())
                                .as(reference)
                                .isTrue());
    }

    @Test
    void everyExampleIsTrueToItsSchema() {
        var bodies = contents(answers.description()).toList();

        assertThat(bodies).hasSizeGreaterThan(20);
        assertThat(bodies)
                .allSatisfy(body ->
                        assertThat(
                                        answers.problems(
                                                body.get("schema"), body.get("example").toString()))
                                .as(body.toString())
                                .isEmpty());
    }

    @Test
    void everyCallHasANameOfItsOwnAndTellsAllPartsOfItsPath() {
        assertThat(calls().map(ApiCall::anchor)).doesNotHaveDuplicates();
        assertThat(calls())
                .allSatisfy(call -> {
                    assertThat(call.path().split("\\{", -1)).hasSize(1 + inPath(call));
                    assertThat(call.curl()).doesNotContain("{server}", "{stream}", "{key}");
                });
    }

    @Test
    void everyCallIsInAChapterOfThePage() {
        var page = mvc.get().uri("/docs/api").exchange();

        assertThat(page).hasStatusOk();
        assertThat(calls())
                .allSatisfy(call ->
                        assertThat(page)
                                .bodyText()
                                .contains("id=\"%s\"".formatted(call.anchor()))
                                .contains(
                                        "<b>%s</b> <code>%s</code>"
                                                .formatted(call.verb(), call.path())));
    }

    @Test
    void thePageIsTheSameForPeopleWhoAreSignedIn() {
        assertThat(mvc.get().uri("/docs/api").with(world.browserOf(world.ben())).exchange())
                .hasStatusOk()
                .bodyText()
                .contains("curl -X POST http://mail.sendyard.example/v1/servers \\")
                .contains("-d &#39;{&quot;name&quot;:&quot;Production App&quot;");
    }

    private Stream<ApiCall> calls() {
        return description
                .document()
                .get("paths")
                .propertyStream()
                .flatMap(path ->
                        path.getValue()
                                .propertyStream()
                                .filter(member -> member.getValue().isObject())
                                .map(member -> call(path, member)));
    }

    private ApiCall call(Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> member) {
        return new ApiCall(
                description,
                new JsonMapper().writer(),
                URI.create("https://mail.example"),
                member.getKey(),
                path.getKey(),
                path.getValue(),
                member.getValue());
    }

    private static int inPath(ApiCall call) {
        return (int)
                call.parameters().stream()
                        .filter(field -> call.path().contains("{" + field.name() + "}"))
                        .count();
    }

    private static List<String> references(JsonNode node) {
        var found = new ArrayList<String>();
        node.propertyStream()
                .filter(field -> field.getKey().equals("$ref"))
                .forEach(field -> found.add(field.getValue().asString()));
        node.forEach(child -> found.addAll(references(child)));
        return found;
    }

    /** Every body in it that has an example. */
    private static Stream<JsonNode> contents(JsonNode node) {
        var below = node.valueStream().flatMap(OpenApiTests::contents);
        return node.has("schema") && node.has("example") && !node.has("in")
                ? Stream.concat(Stream.of(node), below)
                : below;
    }
}
