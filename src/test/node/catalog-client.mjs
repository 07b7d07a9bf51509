// Calls every method of npm's @backstage/catalog-client against a server that holds the entities of
// RestSample, and asserts the answers. Usage: node catalog-client.mjs http://127.0.0.1:7007
import assert from 'node:assert/strict';
import { CatalogClient, CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';

const base = process.argv[2];
const client = new CatalogClient({
  discoveryApi: { getBaseUrl: async plugin => `${base}/api/${plugin}` },
});
const suite = { 'metadata.labels.suite': 'rest' };
const names = entities => entities.map(entity => entity.metadata.name);
const components = ['rest-orders', 'rest-payments', 'rest-shop'];
const ordersRef = 'component:default/rest-orders';
const origin = 'https://git.example.com/acme/rest/src/branch/main/all.yaml';

const checks = {
  async getEntities() {
    const { items } = await client.getEntities({
      filter: [
        { ...suite, kind: ['component', 'api'], 'spec.type': CATALOG_FILTER_EXISTS },
        { ...suite, kind: 'group' },
      ],
      order: { field: 'metadata.name', order: 'desc' },
      fields: ['metadata.name', 'kind'],
    });
    assert.deepEqual(items, [
      { metadata: { name: 'rest-team' }, kind: 'Group' },
      { metadata: { name: 'rest-shop' }, kind: 'Component' },
      { metadata: { name: 'rest-payments' }, kind: 'Component' },
      { metadata: { name: 'rest-orders-api' }, kind: 'API' },
      { metadata: { name: 'rest-orders' }, kind: 'Component' },
    ]);
  },

  async getEntitiesInPages() {
    const { items } = await client.getEntities({
      filter: { ...suite, kind: 'component' },
      offset: 1,
      limit: 1,
    });
    assert.deepEqual(names(items), ['rest-payments']);
  },

  async queryEntities() {
    const first = await client.queryEntities({
      filter: { ...suite, kind: 'component' },
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: 2,
    });
    assert.deepEqual(names(first.items), ['rest-orders', 'rest-payments']);
    assert.equal(first.totalItems, 3);
    assert.equal(first.pageInfo.prevCursor, undefined);
    const second = await client.queryEntities({ cursor: first.pageInfo.nextCursor, limit: 2 });
    assert.deepEqual(names(second.items), ['rest-shop']);
    assert.equal(second.totalItems, 3);
    assert.equal(second.pageInfo.nextCursor, undefined);
    const back = await client.queryEntities({
      cursor: second.pageInfo.prevCursor,
      limit: 2,
      fields: ['metadata.name'],
    });
    assert.deepEqual(back.items, [
      { metadata: { name: 'rest-orders' } },
      { metadata: { name: 'rest-payments' } },
    ]);
  },

  async queryEntitiesWithoutFilter() {
    const first = await client.queryEntities({ limit: 2, totalItems: 'exclude' });
    assert.equal(first.items.length, 2);
    assert.equal(first.totalItems, 0);
    const second = await client.queryEntities({ cursor: first.pageInfo.nextCursor, limit: 2 });
    assert.equal(second.items.length, 2);
    assert.notEqual(second.items[0].metadata.uid, first.items[0].metadata.uid);
  },

  async queryEntitiesByPredicate() {
    const page = await client.queryEntities({
      query: {
        $all: [
          suite,
          { kind: 'component' },
          { $not: { 'spec.lifecycle': { $in: ['experimental'] } } },
          { relations: { $contains: { type: 'ownedBy', targetRef: 'group:default/rest-team' } } },
        ],
      },
      fullTextFilter: { term: 'ORD', fields: ['metadata.name', 'metadata.title'] },
    });
    assert.deepEqual(names(page.items), ['rest-orders']);
    assert.equal(page.totalItems, 1);
  },

  async countOnly() {
    const page = await client.queryEntities({ filter: { ...suite, kind: 'component' }, limit: 0 });
    assert.deepEqual(page.items, []);
    assert.equal(page.totalItems, 3);
  },

  async streamEntities() {
    const seen = [];
    for await (const page of client.streamEntities({ filter: { ...suite, kind: 'component' } })) {
      seen.push(...names(page));
    }
    assert.deepEqual(seen.sort(), components);
  },

  async getEntitiesByRefs() {
    const { items } = await client.getEntitiesByRefs({
      entityRefs: [ordersRef, 'component:default/none', 'group:default/rest-team'],
      fields: ['metadata.name'],
      filter: { kind: 'component' },
    });
    assert.deepEqual(items, [{ metadata: { name: 'rest-orders' } }, undefined, undefined]);
  },

  async getEntityByRef() {
    const entity = await client.getEntityByRef({
      kind: 'Component',
      namespace: 'Default',
      name: 'REST-orders',
    });
    assert.equal(entity.metadata.name, 'rest-orders');
    assert.ok(entity.metadata.uid && entity.metadata.etag);
    assert.deepEqual(
      entity.relations.filter(relation => relation.type === 'ownedBy'),
      [{ type: 'ownedBy', targetRef: 'group:default/rest-team' }],
    );
    assert.equal(await client.getEntityByRef('component:default/none'), undefined);
  },

  async getEntityAncestors() {
    const ancestry = await client.getEntityAncestors({ entityRef: ordersRef });
    assert.equal(ancestry.rootEntityRef, ordersRef);
    assert.equal(ancestry.items[0].entity.metadata.name, 'rest-orders');
    assert.deepEqual(ancestry.items[0].parentEntityRefs, ['location:default/rest-all']);
  },

  async getEntityFacets() {
    const byFilter = await client.getEntityFacets({
      facets: ['kind', 'metadata.tags'],
      filter: { ...suite, kind: 'component' },
    });
    assert.deepEqual(byFilter.facets, {
      kind: [{ value: 'Component', count: 3 }],
      'metadata.tags': [
        { value: 'java', count: 2 },
        { value: 'web', count: 2 },
      ],
    });
    const byQuery = await client.getEntityFacets({ facets: ['spec.type'], query: suite });
    assert.equal(byQuery.facets['spec.type'].find(it => it.value === 'service').count, 2);
  },

  async refreshEntity() {
    await client.refreshEntity(ordersRef);
  },

  async removeEntityByUid() {
    const entity = await client.getEntityByRef(ordersRef);
    await client.removeEntityByUid(entity.metadata.uid);
    await client.removeEntityByUid('00000000-0000-0000-0000-000000000000');
    assert.ok(await client.getEntityByRef(ordersRef));
  },

  async locations() {
    const { location, entities } = await client.addLocation({ type: 'url', target: origin });
    assert.equal(location.target, origin);
    assert.deepEqual(entities, []);
    await assert.rejects(client.addLocation({ target: origin }), { name: 'ResponseError' });
    const listed = await client.getLocations();
    assert.ok(listed.items.some(it => it.id === location.id));
    assert.equal((await client.getLocationById(location.id)).target, origin);
    assert.equal((await client.getLocationByRef(`url:${origin}`)).id, location.id);
    assert.equal((await client.getLocationByEntity(ordersRef)).id, location.id);
    assert.equal(await client.getLocationById('00000000-0000-0000-0000-000000000000'), undefined);
    const queried = await client.queryLocations({ query: { target: origin } });
    assert.deepEqual(queried.items.map(it => it.id), [location.id]);
    const streamed = [];
    for await (const page of client.streamLocations({ query: { type: 'url' } })) {
      streamed.push(...page.map(it => it.id));
    }
    assert.ok(streamed.includes(location.id));
    const updated = await client.updateLocation(location.id, {
      type: 'url',
      target: `${origin}.yaml`,
    });
    assert.deepEqual([updated.id, updated.target], [location.id, `${origin}.yaml`]);
    await client.removeLocationById(location.id);
    assert.equal(await client.getLocationById(location.id), undefined);
  },

  async validateEntity() {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checked' },
      spec: { type: 'service', lifecycle: 'production', owner: 'rest-team' },
    };
    assert.deepEqual(await client.validateEntity(entity, 'url:https://git.example.com/x'), {
      valid: true,
    });
    const bad = await client.validateEntity(
      { ...entity, metadata: { name: 'not a name' } },
      'url:https://git.example.com/x',
    );
    assert.equal(bad.valid, false);
    assert.match(bad.errors[0].message, /metadata\/name/);
  },

  async analyzeLocation() {
    const known = await client.analyzeLocation({
      location: { type: 'url', target: 'https://git.example.com/acme/rest' },
    });
    assert.equal(known.generateEntities.length, 0);
    assert.ok(known.existingEntityFiles.length >= 5);
    const fresh = await client.analyzeLocation({
      location: { type: 'url', target: 'https://github.com/acme/fresh' },
    });
    assert.equal(fresh.generateEntities[0].entity.metadata.name, 'fresh');
  },
};

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    failures++;
    console.log(`not ok ${name}: ${error.stack}`);
  }
}
process.exitCode = failures === 0 ? 0 : 1;
