// Bodies as Shopify's documentation of `orders/create` and `products/create` has their fields, shortened; ids with more
// digits than a number holds are Shopify's own, in its test webhooks.

export const shopifyOrderJson = `{
  "id": 820982911946154508,
  "admin_graphql_api_id": "gid://shopify/Order/820982911946154508",
  "app_id": null,
  "browser_ip": null,
  "buyer_accepts_marketing": true,
  "cancel_reason": null,
  "checkout_id": 37102847590475,
  "checkout_token": "b7a6c1e0f3d24e5aa1",
  "confirmed": true,
  "contact_email": "jon@example.com",
  "created_at": "2026-07-17T22:01:25-05:00",
  "currency": "USD",
  "current_total_price": "398.00",
  "customer": {
    "id": 115310627314723954,
    "email": "john@example.com",
    "first_name": "John",
    "last_name": "Smith",
    "default_address": { "id": 715243470612851245, "country_code": "CA" }
  },
  "discount_codes": [{ "code": "SUMMER", "amount": "20.00", "type": "fixed_amount" }],
  "email": "jon@example.com",
  "financial_status": "paid",
  "fulfillment_status": null,
  "line_items": [
    {
      "id": 866550311766439020,
      "admin_graphql_api_id": "gid://shopify/LineItem/866550311766439020",
      "fulfillable_quantity": 1,
      "grams": 567,
      "name": "IPod Nano - 8GB",
      "price": "199.00",
      "price_set": { "shop_money": { "amount": "199.00", "currency_code": "USD" } },
      "product_exists": true,
      "product_id": 632910392,
      "properties": [],
      "quantity": 2,
      "requires_shipping": true,
      "sku": "IPOD2008PINK",
      "taxable": true,
      "title": "IPod Nano - 8GB",
      "total_discount": "0.00",
      "variant_id": 808950810,
      "vendor": null
    },
    {
      "id": 141249953214522974,
      "name": "Gift wrapping",
      "price": "0.00",
      "product_id": null,
      "quantity": 1,
      "sku": null,
      "title": "Gift wrapping"
    }
  ],
  "name": "#9999",
  "note": "Gr\u00fc\u00dfe \ud83c\udf81",
  "number": 234,
  "order_number": 1234,
  "order_status_url": "https://example.myshopify.com/548380009/orders/123456abcd/authenticate?key=abcdefg",
  "processed_at": "2026-07-17T22:01:25-05:00",
  "shipping_lines": [{ "id": 271878346596884015, "code": null, "price": "10.00", "title": "Generic Shipping" }],
  "subtotal_price": "378.00",
  "tags": "tag1, tag2",
  "total_discounts": "20.00",
  "total_price": "388.00",
  "total_shipping_price_set": {
    "shop_money": { "amount": "10.00", "currency_code": "USD" },
    "presentment_money": { "amount": "10.00", "currency_code": "USD" }
  },
  "total_tax": "0.00",
  "updated_at": "2026-07-17T22:01:26-05:00",
  "user_id": null
}`;

/** What the order above is in an event of connection 3. */
export const shopifyOrderData = {
  order: {
    id: '820982911946154508',
    external_id: '820982911946154508',
    external_checkout_id: '37102847590475',
    number: '#9999',
    connection_id: '3',
    customer_id: '115310627314723954',
    email: 'jon@example.com',
    state: 'completed',
    source: 'live',
    total_price_cents: 38_800,
    shipping_cents: 1_000,
    tax_cents: 0,
    discount_cents: 2_000,
    currency: 'USD',
    shipping_method: 'Generic Shipping',
    url: 'https://example.myshopify.com/548380009/orders/123456abcd/authenticate?key=abcdefg',
    order_date: '2026-07-17T22:01:25-05:00',
    external_create_date: '2026-07-17T22:01:25-05:00',
    external_update_date: '2026-07-17T22:01:26-05:00',
    line_items: [
      {
        external_id: '632910392',
        name: 'IPod Nano - 8GB',
        sku: 'IPOD2008PINK',
        price_cents: 19_900,
        quantity: 2,
      },
      { name: 'Gift wrapping', price_cents: 0, quantity: 1 },
    ],
    discounts: [{ name: 'SUMMER', type: 'order', discount_cents: 2_000 }],
  },
};

export const shopifyProductJson = `{
  "id": 788032119674292922,
  "admin_graphql_api_id": "gid://shopify/Product/788032119674292922",
  "body_html": "An example T-Shirt",
  "created_at": null,
  "handle": "example-t-shirt",
  "image": null,
  "images": [{ "id": 1, "src": "https://cdn.shopify.com/t-shirt.png", "width": 500 }],
  "product_type": "Shirts",
  "published_at": "2026-07-17T22:01:25-05:00",
  "status": "active",
  "title": "Example T-Shirt",
  "updated_at": "2026-07-17T22:01:25-05:00",
  "variants": [
    { "id": 642667041472713922, "price": "19.99", "sku": "example-shirt-s", "title": "Small" },
    { "id": 757650484644203962, "price": "24.99", "sku": "example-shirt-m", "title": "Medium" }
  ],
  "vendor": "Acme"
}`;

export const shopifyProductData = {
  product: {
    id: '788032119674292922',
    external_id: '788032119674292922',
    connection_id: '3',
    name: 'Example T-Shirt',
    price_cents: 1_999,
    category: 'Shirts',
    sku: 'example-shirt-s',
    description: 'An example T-Shirt',
    image_url: 'https://cdn.shopify.com/t-shirt.png',
  },
};
