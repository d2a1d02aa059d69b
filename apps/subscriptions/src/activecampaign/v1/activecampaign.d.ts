// ActiveCampaign's own client for Node, as far as the specs use it.
declare module 'activecampaign' {
  interface Client {
    /** `webhook/add`; parameters of the query follow a `?`. Values are sent under the keys as they are. */
    api(path: string, form: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>>;
  }
  const ActiveCampaign: new (url: string, apiKey: string) => Client;
  export default ActiveCampaign;
}
