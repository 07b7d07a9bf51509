package dev.portico.api.rest;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import java.util.List;

/// A small catalog that the tests of the routes ask about: everything in it has the label
/// `suite: rest`, so that it can stand beside other entities.
final class RestSample {
    static final String ORIGIN = "https://git.example.com/acme/rest/src/branch/main/all.yaml";
    static final EntityRef ORDERS = EntityRef.parse("component:default/rest-orders");
    static final EntityRef TEAM = EntityRef.parse("group:default/rest-team");

    private RestSample() {}

    static List<Entity> entities() {
        return List.of(
                entity(
                        "Component",
                        "rest-orders",
                        "['java','web']",
                        "{'type':'service','lifecycle':'production','owner':'rest-team'}"),
                entity(
                        "Component",
                        "rest-payments",
                        "['java']",
                        "{'type':'service','lifecycle':'experimental','owner':'rest-team'}"),
                entity(
                        "Component",
                        "rest-shop",
                        "['web']",
                        "{'type':'website','lifecycle':'production','owner':'rest-team'}"),
                entity(
                        "API",
                        "rest-orders-api",
                        "[]",
                        "{'type':'openapi','lifecycle':'production','owner':'rest-team','definition':'{}'}"),
                entity("Group", "rest-team", "[]", "{'type':'team','children':[]}"),
                entity("Location", "rest-all", "[]", "{'targets':['./files/*.yaml']}"));
    }

    static List<RelationPair> relations() {
        return List.of(
                new RelationPair(ORDERS, "ownedBy", TEAM, "ownerOf"),
                new RelationPair(
                        ORDERS,
                        "providesApi",
                        EntityRef.parse("api:default/rest-orders-api"),
                        "apiProvidedBy"));
    }

    static NaiveCatalog catalog() {
        NaiveCatalog catalog = new NaiveCatalog();
        entities().forEach(catalog::put);
        relations().forEach(catalog::relate);
        return catalog;
    }

    private static Entity entity(String kind, String name, String tags, String spec) {
        String file =
                kind.equals("Location")
                        ? ORIGIN
                        : ORIGIN.replace("all.yaml", "files/" + name + ".yaml");
        String json =
                """
                {'apiVersion':'backstage.io/v1alpha1','kind':'%s','metadata':{'name':'%s',
                 'namespace':'default','title':'The %s','labels':{'suite':'rest'},'tags':%s,
                 'annotations':{'backstage.io/managed-by-location':'url:%s',
                 'backstage.io/managed-by-origin-location':'url:%s'}},'spec':%s}
                """
                        .formatted(kind, name, name, tags, file, ORIGIN, spec);
        return new Entity(JsonObject.parse(json.replace('\'', '"')));
    }
}
